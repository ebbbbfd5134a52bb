package dev.spacetime.security;

import java.io.IOException;

/** Where the changes of the whitelist outlive their process. */
interface ChangesStorage {
  /** They don't: of a copy that nobody keeps. */
  ChangesStorage NONE =
      new ChangesStorage() {
        @Override
        public WhitelistChanges read(WhitelistChanges last) {
          return last;
        }

        @Override
        public void write(WhitelistChanges changes) {
          // They are where they are needed.
        }

        @Override
        public boolean lasts() {
          return false;
        }
      };

  /**
   * @param last that are in force
   */
  WhitelistChanges read(WhitelistChanges last);

  /** Durable when it returns. */
  void write(WhitelistChanges changes) throws IOException;

  boolean lasts();
}
