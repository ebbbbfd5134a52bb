package dev.spacetime.perf.compare;

/** What every page of ours has: its style, without anything from the network. */
public final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --first: #0b6e99; --second: #c4500c; --line: #8884; }
      @media (prefers-color-scheme: dark) { :root { --first: #5bc0eb; --second: #ff9f5a; } }
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0; }
      th, td { border-bottom: 1px solid var(--line); padding: .2rem .6rem; text-align: right; }
      th:first-child, td:first-child { text-align: left; }
      .worse { color: #d22; font-weight: bold; } .better { color: #292; font-weight: bold; }
      .plots { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; width: 420px; }
      svg { width: 100%; } svg text { font-size: 11px; fill: currentColor; }
      .grid { stroke: var(--line); } polyline { fill: none; stroke-width: 2; }
      polyline.side0 { stroke: var(--first); } polyline.side1 { stroke: var(--second); }
      text.side0 { fill: var(--first) !important; } text.side1 { fill: var(--second) !important; }
      code { overflow-wrap: anywhere; }
      """;

  private Html() {}

  /** A whole page around a body. */
  public static String page(String title, String body) {
    return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
        + text(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style></head><body>\n"
        + body
        + "</body></html>\n";
  }

  public static String text(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
