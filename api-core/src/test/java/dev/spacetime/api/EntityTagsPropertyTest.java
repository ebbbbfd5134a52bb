package dev.spacetime.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EntityTagsPropertyTest {
  private static final Content CONTENT = new Content("{}".getBytes(StandardCharsets.UTF_8));

  @Provide
  Arbitrary<EntityTags.Tag> tags() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.strings()
                .withChars("!,W/*;=-")
                .withCharRange('#', '~')
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(30))
        .as(EntityTags.Tag::new);
  }

  @Provide
  Arbitrary<List<EntityTags.Tag>> lists() {
    return tags().list().ofMinSize(1).ofMaxSize(6);
  }

  private static String written(EntityTags.Tag tag) {
    return (tag.weak() ? "W/" : "") + '"' + tag.opaque() + '"';
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll("lists") List<EntityTags.Tag> tags, @ForAll("separators") String separator) {
    String field =
        tags.stream().map(EntityTagsPropertyTest::written).collect(Collectors.joining(separator));
    assertThat(EntityTags.of(field)).isEqualTo(new EntityTags(false, tags));
  }

  @Provide
  Arbitrary<String> separators() {
    return Arbitraries.of(",", ", ", " ,\t", ",,", " , , ");
  }

  @Property
  void anythingElseListsNothingAndThrowsNothing(@ForAll String field) {
    EntityTags tags = EntityTags.of(field);
    if (tags.tags().isEmpty() && !tags.any()) {
      assertThat(tags.weakMatch(CONTENT.tag())).isEmpty();
      assertThat(tags.strongMatch(CONTENT.tag())).isEmpty();
    }
  }

  @Property
  void oneSpoiltElementSpoilsTheList(
      @ForAll("lists") List<EntityTags.Tag> tags, @ForAll("spoilt") String spoilt) {
    String field =
        tags.stream().map(EntityTagsPropertyTest::written).collect(Collectors.joining(", "))
            + ", "
            + spoilt;
    assertThat(EntityTags.of(field)).isEqualTo(new EntityTags(false, List.of()));
  }

  @Provide
  Arbitrary<String> spoilt() {
    return Arbitraries.of(
        "x", "\"", "\"a", "w/\"a\"", "W/", "*", "\"a\"b", "\"a b\"", "\"a\"\"b\"");
  }

  @Property
  void aTagIsThatOfAFormOnlyWithAKnownSuffix(@ForAll ContentCoding coding, @ForAll String suffix) {
    String tag = CONTENT.tag();
    assertThat(ContentCoding.isForm(tag + coding.tagSuffix(coding.bestLevel()), tag)).isTrue();
    assertThat(ContentCoding.isForm(tag + coding.tagSuffix(coding.quickLevel()), tag)).isTrue();
    assertThat(ContentCoding.isForm(tag + "?" + suffix, tag)).isFalse();
    assertThat(ContentCoding.isForm(suffix, tag)).isFalse();
  }
}
