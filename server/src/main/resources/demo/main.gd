extends Node2D


func _on_ship_body_entered(_body: Node) -> void:
	get_tree().reload_current_scene()
