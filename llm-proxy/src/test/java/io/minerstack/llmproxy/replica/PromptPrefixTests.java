package io.minerstack.llmproxy.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PromptPrefixTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String LONG = "word ".repeat(400);

    @Test
    void twoPromptsShareTheBlocksBeforeTheirFirstDifference() {
        PromptPrefix one =
                prefix("{'messages':[{'role':'system','content':'%s'},{'role':'user','content':'%s'}]}", LONG, LONG);
        PromptPrefix other = prefix(
                "{'messages':[{'role':'system','content':'%s'},{'role':'user','content':'other %s'}]}", LONG, LONG);

        assertThat(one.blocks()).isEqualTo(15);
        assertThat(common(one, other)).isEqualTo(LONG.length() / PromptPrefix.BLOCK_BYTES);
    }

    @Test
    void aLongerConversationKeepsTheBlocksOfTheShorterOne() {
        PromptPrefix turn = prefix("{'messages':[{'role':'user','content':'%s'}]}", LONG);
        PromptPrefix next =
                prefix("{'messages':[{'role':'user','content':'%s'},{'role':'assistant','content':'%s'}]}", LONG, LONG);

        assertThat(common(turn, next)).isEqualTo(turn.blocks());
    }

    @Test
    void aDifferenceAtTheBeginningChangesEveryBlock() {
        PromptPrefix one = prefix("{'messages':[{'role':'user','content':'a%s'}]}", LONG);

        assertThat(common(one, prefix("{'messages':[{'role':'user','content':'b%s'}]}", LONG)))
                .isZero();
        assertThat(common(one, prefix("{'messages':[{'role':'system','content':'a%s'}]}", LONG)))
                .isZero();
        assertThat(common(one, prefix("{'cache_salt':'x','messages':[{'role':'user','content':'a%s'}]}", LONG)))
                .isZero();
        assertThat(common(
                        one,
                        prefix("{'tools':[{'type':'function'}],'messages':[{'role':'user','content':'a%s'}]}", LONG)))
                .isZero();
    }

    @Test
    void textThatMovesToAnotherMessageIsAnotherPrompt() {
        PromptPrefix one = prefix("{'messages':[{'role':'user','content':'ab'},{'role':'user','content':'%s'}]}", LONG);
        PromptPrefix other =
                prefix("{'messages':[{'role':'user','content':'a'},{'role':'user','content':'b%s'}]}", LONG);

        assertThat(common(one, other)).isZero();
    }

    @Test
    void readsListsOfPartsAndOddValuesAsTheyAre() {
        PromptPrefix one = prefix(
                "{'messages':[{'role':'user','content':[{'type':'text','text':'%s'}],'name':null},7,null]}", LONG);

        assertThat(one.blocks()).isEqualTo(7);
        assertThat(prefix("{'messages':'%s'}", LONG).blocks()).isZero();
    }

    @Test
    void readsNoMoreBlocksThanItsLimit() {
        PromptPrefix huge = prefix("{'messages':[{'role':'user','content':'%s'}]}", LONG.repeat(200));

        assertThat(huge.blocks()).isEqualTo(PromptPrefix.MAX_BLOCKS);
        assertThat(huge.bytes()).isGreaterThan(200L * LONG.length());
    }

    private static int common(PromptPrefix one, PromptPrefix other) {
        return (int) IntStream.range(0, Math.min(one.blocks(), other.blocks()))
                .filter(block -> one.hash(block) == other.hash(block))
                .count();
    }

    private static PromptPrefix prefix(String template, Object... values) {
        return PromptPrefix.of(body(template, values));
    }

    private static JsonNode body(String template, Object... values) {
        return JSON.readTree(template.replace('\'', '"').formatted(values));
    }
}
