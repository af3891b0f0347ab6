package com.livemargs.whatsapp.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path folder;

  @Test
  void secondOwnerIsRefusedInOneSentence() {
    try (var owner = DataFolder.open(folder.resolve("data"))) {
      assertThatThrownBy(() -> DataFolder.open(owner.path()))
          .isInstanceOf(StartRefused.class)
          .hasMessageContaining("in use by another ./run")
          .hasMessageContaining("DATA_DIR");
    }
  }

  @Test
  void leavingOwnerIsWaitedFor() throws InterruptedException {
    var owner = DataFolder.open(folder);
    owner.announceLeaving();
    var leaving = Thread.ofPlatform().start(owner::close);

    try (var next = DataFolder.open(folder)) {
      assertThat(next.path()).isEqualTo(folder.toAbsolutePath());
    }
    leaving.join();
  }

  @Test
  void folderThatCannotBeMadeIsNamedWithItsVariable() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("DATA_DIR");
  }
}
