package io.minerstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed start prints one line and ends with a status other than 0; it never prints a stack trace. */
@Tag("whole-stack")
class ConsoleIT {

    @TempDir
    Path folder;

    @Test
    void stopsQuietlyDuringAStartAndLeavesNoProcess() throws Exception {
        StackProcess stack = new StackProcess(folder);

        assertThat(stack.stopAfter("Starting the services")).doesNotContain("miner:", "restart in");

        assertThat(folder.resolve("run/processes"))
                .satisfiesAnyOf(none -> assertThat(none).doesNotExist(), empty -> assertThat(empty)
                        .isEmptyFile());
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
    }

    @Test
    void reportsInOneLineThatTheDataFolderIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(new StackProcess(file).refusedStart())
                .startsWith("miner: The data folder " + file + " can't be used (")
                .hasLineCount(1);
    }

    @Test
    void reportsInOneLineThatTheLogFolderIsAFile() throws Exception {
        Files.writeString(folder.resolve("logs"), "");

        assertThat(new StackProcess(folder).refusedStart())
                .startsWith("miner: The data folder " + folder + " can't be used (")
                .contains("logs")
                .hasLineCount(1);
    }

    @Test
    void reportsAPortThatIsNone() throws Exception {
        StackProcess stack = new StackProcess(folder);
        stack.set("PORT", "abc");

        assertThat(stack.refusedStart())
                .startsWith("miner: PORT: abc (expected: a port")
                .hasLineCount(1);
    }

    @Test
    void startsWithoutAnAotCacheThatDoesNotFitAndSaysSoInOneLine() throws Exception {
        Path cache = AssembledStack.folder().resolve("stack.aot");
        StackProcess stack = new StackProcess(folder);
        stack.set("PORT", "abc");
        Files.writeString(cache, "this is no cache");
        try {
            assertThat(stack.refusedStart().lines())
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("miner: " + cache + " was made for another Java"))
                    .anyMatch(line -> line.startsWith("miner: PORT: "));
        } finally {
            Files.delete(cache);
        }
    }

    @Test
    void namesTheVariableOfAServiceThatCannotStart() throws Exception {
        StackProcess stack = new StackProcess(folder);
        stack.set("TEMPERATURE", "hot");

        assertThat(stack.refusedStart().lines().filter(line -> line.startsWith("miner:")))
                .singleElement()
                .asString()
                .startsWith("miner: ")
                .contains(" does not start: TEMPERATURE: ");
    }
}
