package dev.spacetime.cache;

/** What {@link SourcedRegion} does when one operation follows another: no cache can be seen. */
public class Register {
  private int value;

  public int read() {
    return value;
  }

  public void renew() {
    // What is not seen through the region is not changed by it.
  }

  public void writeAndInvalidate() {
    value++;
  }

  public void writeAndInvalidateMatching() {
    value++;
  }

  public void writeAndInvalidateWhere() {
    value++;
  }

  public void writeAndInvalidateAll() {
    value++;
  }

  public void writeAndPut() {
    value++;
  }
}
