package io.minerstack.localllm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.minerstack.localllm.engine.PromptMessage;
import io.minerstack.localllm.engine.PromptMessage.Role;
import io.minerstack.localllm.engine.InvalidChatRequestException;
import io.minerstack.localllm.generation.GenerationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ChatRequestMapperTests {

    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]";

    private final JsonMapper json = JsonMapper.builder()
            .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void readsRolesAndContents() {
        GenerationRequest request = read("""
                {"messages":[{"role":"system","content":"be brief"},{"role":"developer","content":"and kind"},
                 {"role":"user","content":"hi"},{"role":"assistant","content":null},{"role":"user","content":"so?"}]}""");

        assertThat(request.messages())
                .containsExactly(
                        new Message(Role.SYSTEM, "be brief"),
                        new Message(Role.SYSTEM, "and kind"),
                        new Message(Role.USER, "hi"),
                        new Message(Role.ASSISTANT, ""),
                        new Message(Role.USER, "so?"));
    }

    @Test
    void joinsTheTextPartsOfAMessage() {
        GenerationRequest request = read("""
                {"messages":[{"role":"user","content":[{"type":"text","text":"one "},{"type":"text","text":"two"}]}]}""");

        assertThat(request.messages()).containsExactly(new Message(Role.USER, "one two"));
    }

    @Test
    void takesTheSmallerOfBothTokenLimits() {
        assertThat(read("{" + HELLO + ",\"max_tokens\":50,\"max_completion_tokens\":20}")
                        .maxTokens())
                .isEqualTo(20);
        assertThat(read("{" + HELLO + ",\"max_tokens\":50}").maxTokens()).isEqualTo(50);
        assertThat(read("{" + HELLO + "}").maxTokens()).isNull();
    }

    @Test
    void takesOneStopTextOrSeveral() {
        assertThat(read("{" + HELLO + ",\"stop\":\"END\"}").sampling().stop()).containsExactly("END");
        assertThat(read("{" + HELLO + ",\"stop\":[\"END\",\"\",\"###\"]}")
                        .sampling()
                        .stop())
                .containsExactly("END", "###");
        assertThat(read("{" + HELLO + ",\"stop\":null}").sampling().stop()).isEmpty();
    }

    @Test
    void keepsSamplingAsAsked() {
        var sampling = read("{" + HELLO
                        + ",\"temperature\":0,\"top_p\":0.5,\"seed\":7,\"frequency_penalty\":1,\"presence_penalty\":-1}")
                .sampling();

        assertThat(sampling.temperature()).isZero();
        assertThat(sampling.topP()).isEqualTo(0.5);
        assertThat(sampling.seed()).isEqualTo(7);
        assertThat(sampling.frequencyPenalty()).isEqualTo(1);
        assertThat(sampling.presencePenalty()).isEqualTo(-1);
    }

    @Test
    void takesASchemaAsItStands() {
        String schema = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";

        assertThat(read("{" + HELLO
                                + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":"
                                + schema + "}}}")
                        .sampling()
                        .schema())
                .isEqualTo(schema);
    }

    @Test
    void takesJsonObjectAsAnyObject() {
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
    void refusesASchemaThatIsTooDeepForTheNativeCode() {
        String deep = "{\"items\":".repeat(40) + "{}" + "}".repeat(40);

        assertRefused(
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
    void namesTheFieldThatIsWrong(String field, String body) {
        assertRefused(body.replace('\'', '"').replace("HELLO", HELLO), field);
    }

    @Test
    void refusesTooManyStopTexts() {
        assertRefused("{" + HELLO + ",\"stop\":[" + "\"a\",".repeat(16) + "\"a\"]}", "stop");
    }

    private void assertRefused(String body, String field) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(RequestRefused.class, refused -> assertThat(refused.field())
                        .isEqualTo(field));
    }

    private GenerationRequest read(String body) {
        return ChatReading.read(json.readValue(body, ChatRequest.class));
    }
}
