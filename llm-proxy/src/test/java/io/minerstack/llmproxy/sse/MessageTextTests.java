package io.minerstack.llmproxy.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.llmproxy.failure.UpstreamException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Streams with {@code message} where {@code delta} belongs: pieces (NVIDIA/NeMo-Agent-Toolkit#889,
 * Amm1rr/WebAI-to-API#55) and the whole text so far (swuecho/chat#687).
 */
class MessageTextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Paris is the capital; of France. | Paris is the capital of France.",
                "Paris is; Paris is the capital; Paris is the capital of France. | Paris is the capital of France.",
                // the first piece came twice
                "ha; ha; hum | hahahum",
                "The end; The end; The end is near | The end is near",
                // the whole answer once more at the end
                "Paris; , France; Paris, France | Paris, France",
                "Paris; , ; France;Paris, France | Paris, France",
                "I; I am; I am here | I am here"
            })
    void joinsPiecesAndTakesWholeTextsOnce(String messages, String text) {
        MessageText message = new MessageText();

        assertThat(joined(message, split(messages))).isEqualTo(text);
        assertThat(message.isClear()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1;10", "ha;ha", "The end;The end", "I;I am", "Yes;! ;Yes! ;I do."})
    void leavesOpenWhatTwoMessagesDoNotShow(String messages) {
        MessageText message = new MessageText();

        joined(message, split(messages));

        assertThat(message.isClear()).isFalse();
    }

    @Test
    void takesTheAnswerOnceWhereTheFinishReasonComesWithItsRepetition() {
        MessageText message = new MessageText();

        assertThat(message.added("The end", false)).isEqualTo("The end");
        assertThat(message.added("The end", true)).isNull();
        assertThat(message.isClear()).isTrue();
    }

    @Test
    void breaksOffWhereMessagesContradictEachOther() {
        MessageText message = new MessageText();
        joined(message, List.of("Paris is", "Paris is the capital"));

        assertThatThrownBy(() -> message.added("London", false)).isInstanceOf(UpstreamException.class);
    }

    @Test
    void ignoresMessagesBesideDeltas() {
        MessageText message = new MessageText();
        message.delta();

        assertThat(message.added("Paris", true)).isNull();
    }

    @Test
    void neverMakesAnotherTextOfAnySplitOfAnAnswer() {
        Random random = new Random(17);
        for (int run = 0; run < 500; run++) {
            List<String> pieces = pieces(random);
            String text = String.join("", pieces);
            List<String> soFar = new ArrayList<>();
            pieces.forEach(piece -> soFar.add((soFar.isEmpty() ? "" : soFar.getLast()) + piece));

            assertWholeOrUnclear(pieces, text);
            assertWholeOrUnclear(soFar, text);
        }
    }

    private static void assertWholeOrUnclear(List<String> messages, String text) {
        MessageText message = new MessageText();
        String joined = joined(message, messages);
        if (message.isClear()) {
            assertThat(joined).as("%s", messages).isEqualTo(text);
        }
    }

    private static List<String> pieces(Random random) {
        List<String> pieces = new ArrayList<>();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            pieces.add((pieces.isEmpty() ? "" : " ") + Integer.toString(random.nextInt(3_000), 5));
        }
        return pieces;
    }

    private static List<String> split(String messages) {
        return List.of(messages.split("; ?", -1)).stream()
                .map(piece -> piece.equals("of France.") ? " of France." : piece)
                .toList();
    }

    private static String joined(MessageText message, List<String> messages) {
        StringBuilder text = new StringBuilder();
        for (String each : messages) {
            String added = message.added(each, false);
            text.append(added == null ? "" : added);
        }
        return text.toString();
    }
}
