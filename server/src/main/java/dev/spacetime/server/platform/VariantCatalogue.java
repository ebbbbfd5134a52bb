package dev.spacetime.server.platform;

import dev.spacetime.api.CacheSettings;
import dev.spacetime.api.NearestName;
import dev.spacetime.api.RouterVariantProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The variants that can serve, by name. */
public final class VariantCatalogue {
  private final Map<String, RouterVariantProvider> providers;

  /** Two providers of one name are a broken class path. */
  public VariantCatalogue(Iterable<RouterVariantProvider> providers) {
    Map<String, RouterVariantProvider> byName = new TreeMap<>();
    for (RouterVariantProvider provider : providers) {
      if (byName.put(provider.name(), provider) != null) {
        throw new IllegalStateException("Two variants are named " + provider.name());
      }
    }
    this.providers = Collections.unmodifiableMap(byName);
  }

  public static VariantCatalogue onClassPath() {
    return new VariantCatalogue(ServiceLoader.load(RouterVariantProvider.class));
  }

  /** These and more; no two of one name. */
  VariantCatalogue with(Collection<RouterVariantProvider> more) {
    List<RouterVariantProvider> all = new ArrayList<>(providers.values());
    all.addAll(more);
    return new VariantCatalogue(all);
  }

  /** In alphabetical order. */
  public Collection<String> names() {
    return providers.keySet();
  }

  /** What the variants can't work with, by the name of a region, or {@code off-heap}. */
  public Map<String, String> problems(CacheSettings settings) {
    Map<String, String> problems = new TreeMap<>();
    providers.values().forEach(provider -> problems.putAll(provider.problems(settings)));
    return problems;
  }

  Optional<RouterVariantProvider> find(String name) {
    return Optional.ofNullable(providers.get(name));
  }

  /** What is wrong with a name that nothing is found by. */
  public String unknown(String name) {
    String nearest =
        NearestName.of(name, names()).map(near -> "; did you mean " + near + "?").orElse("");
    return "There is no variant '" + name + "'; known are " + String.join(", ", names()) + nearest;
  }
}
