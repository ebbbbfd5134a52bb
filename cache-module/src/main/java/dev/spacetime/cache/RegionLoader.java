package dev.spacetime.cache;

import java.util.function.Function;

/** A region and how its keys are loaded, for a warm-up. */
public record RegionLoader<K, V>(Region<K, V> region, Function<? super K, ? extends V> loader) {}
