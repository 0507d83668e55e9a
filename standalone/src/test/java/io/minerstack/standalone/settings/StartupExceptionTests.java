package io.minerstack.standalone.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartupExceptionTests {

    @Test
    void namesTheCauseIfJavasMessageIsOnlyAPath() {
        assertThat(message(new AccessDeniedException("/srv/data/run"))).contains("(/srv/data/run: no permission)");
        assertThat(message(new FileAlreadyExistsException("/srv/data/run")))
                .contains("(/srv/data/run: FileAlreadyExists)");
    }

    @Test
    void repeatsTheSystemsMessageAboutAFullDisk() {
        assertThat(message(new FileSystemException("/srv/data/run", null, "No space left on device")))
                .contains("(/srv/data/run: No space left on device)");
        assertThat(message(new IOException("No space left on device"))).contains("(No space left on device)");
    }

    @Test
    void namesTheVariableInOneLine() {
        assertThat(message(new IOException("broken"))).contains("MINER_DATA").hasLineCount(1);
    }

    private static String message(IOException failure) {
        return String.valueOf(
                StartupException.unusableData(Path.of("/srv/data"), failure).getMessage());
    }
}
