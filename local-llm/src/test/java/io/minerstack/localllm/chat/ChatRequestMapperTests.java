package io.minerstack.localllm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.PromptMessage.Role;
import io.minerstack.localllm.generation.GenerationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestMapperTests {

    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void readsRolesAndContents() {
        GenerationRequest request = read("""
                {"messages":[{"role":"system","content":"be brief"},{"role":"developer","content":"and kind"},
                 {"role":"user","content":"hi"},{"role":"assistant","content":null},
                 {"role":"user","content":"so?"}]}""");

        assertThat(request.messages())
                .containsExactly(
                        new PromptMessage(Role.SYSTEM, "be brief"),
                        new PromptMessage(Role.SYSTEM, "and kind"),
                        new PromptMessage(Role.USER, "hi"),
                        new PromptMessage(Role.ASSISTANT, ""),
                        new PromptMessage(Role.USER, "so?"));
    }

    @Test
    void joinsTheTextPartsOfAMessage() {
        GenerationRequest request = read("""
                {"messages":[{"role":"user","content":[
                 {"type":"text","text":"one "},{"type":"text","text":"two"}]}]}""");

        assertThat(request.messages()).containsExactly(new PromptMessage(Role.USER, "one two"));
    }

    @Test
    void appliesTheSmallerOfBothTokenLimits() {
        assertThat(read("{" + HELLO + ",\"max_tokens\":50,\"max_completion_tokens\":20}")
                        .maxTokens())
                .isEqualTo(20);
        assertThat(read("{" + HELLO + ",\"max_tokens\":50}").maxTokens()).isEqualTo(50);
        assertThat(read("{" + HELLO + "}").maxTokens()).isNull();
    }

    @Test
    void readsOneStopTextOrSeveral() {
        assertThat(read("{" + HELLO + ",\"stop\":\"END\"}").sampling().stop()).containsExactly("END");
        assertThat(read("{" + HELLO + ",\"stop\":[\"END\",\"\",\"###\"]}")
                        .sampling()
                        .stop())
                .containsExactly("END", "###");
        assertThat(read("{" + HELLO + ",\"stop\":null}").sampling().stop()).isEmpty();
    }

    @Test
    void takesTheDefaultTemperatureForARequestWithoutOne() {
        assertThat(read("{" + HELLO + "}").sampling().temperature()).isEqualTo(0.1);
    }

    @Test
    void readsTheSamplingParameters() {
        var sampling = read("{" + HELLO
                        + ",\"temperature\":0,\"top_p\":0.5,\"seed\":7,"
                        + "\"frequency_penalty\":1,\"presence_penalty\":-1}")
                .sampling();

        assertThat(sampling.temperature()).isZero();
        assertThat(sampling.topP()).isEqualTo(0.5);
        assertThat(sampling.seed()).isEqualTo(7);
        assertThat(sampling.frequencyPenalty()).isEqualTo(1);
        assertThat(sampling.presencePenalty()).isEqualTo(-1);
    }

    @Test
    void keepsTheSchemaUnchanged() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

        assertThat(read("{" + HELLO
                                + ",\"response_format\":{\"type\":\"json_schema\","
                                + "\"json_schema\":{\"name\":\"x\",\"schema\":"
                                + schema + "}}}")
                        .sampling()
                        .schema())
                .isEqualTo(schema);
    }

    @Test
    void readsJsonObjectAsAnyObject() {
        assertThat(read("{" + HELLO + ",\"response_format\":{\"type\":\"json_object\"}}")
                        .sampling()
                        .schema())
                .isEqualTo("{\"type\":\"object\"}");
        assertThat(read("{" + HELLO + ",\"response_format\":{\"type\":\"text\"}}")
                        .sampling()
                        .schema())
                .isNull();
    }

    @Test
    void rejectsASchemaThatIsTooDeepForTheNativeCode() {
        String deep = "{\"items\":".repeat(40) + "{}" + "}".repeat(40);

        assertInvalid(
                "{" + HELLO + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + deep
                        + "}}}",
                "response_format.json_schema.schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "messages | {}",
                "messages | {'messages':[]}",
                "messages | {'messages':[{'role':'system','content':'x'}]}",
                "messages[0] | {'messages':[null]}",
                "messages[0].role | {'messages':[{'role':'tool','content':'x'}]}",
                "messages[0].role | {'messages':[{'content':'x'}]}",
                "messages[0].content | {'messages':[{'role':'user','content':5}]}",
                "messages[0].content | {'messages':[{'role':'user','content':[{'type':'image_url'}]}]}",
                "n | {HELLO,'n':2}",
                "max_tokens | {HELLO,'max_tokens':0}",
                "temperature | {HELLO,'temperature':2.1}",
                "temperature | {HELLO,'temperature':-1}",
                "top_p | {HELLO,'top_p':1.5}",
                "response_format.type | {HELLO,'response_format':{'type':'xml'}}",
                "response_format.type | {HELLO,'response_format':{}}",
                "response_format.json_schema.schema | {HELLO,'response_format':{'type':'json_schema'}}",
            })
    void namesTheInvalidField(String field, String body) {
        assertInvalid(body.replace('\'', '"').replace("HELLO", HELLO), field);
    }

    @Test
    void rejectsTooManyStopTexts() {
        assertInvalid("{" + HELLO + ",\"stop\":[" + "\"a\",".repeat(16) + "\"a\"]}", "stop");
    }

    private void assertInvalid(String body, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(InvalidChatRequestException.class, invalid -> assertThat(invalid.field())
                        .isEqualTo(field));
    }

    private GenerationRequest read(String body) {
        return ChatRequestMapper.toGenerationRequest(json.readValue(body, ChatRequest.class), 0.1);
    }
}
