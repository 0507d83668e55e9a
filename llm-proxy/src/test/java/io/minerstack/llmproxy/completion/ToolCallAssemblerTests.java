package io.minerstack.llmproxy.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ToolCallAssemblerTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Each part is one event. Forms: OpenAI's; no index (openai/openai-python#2806, AstrBotDevs/AstrBot#6692); index 0
     * for every call (mozilla-ai/any-llm#1148); no id; the name in every part; arguments as an object; indexes from 1.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"index":0,"id":"x","function":{"name":"a","arguments":""}};{"index":0,\
            "function":{"arguments":"1"}};{"index":1,"id":"y","function":{"name":"b","arguments":"2"}} | a1 b2
            {"id":"x","function":{"name":"a","arguments":""}};{"function":{"arguments":"1"}};{"id":"y",\
            "function":{"name":"b","arguments":"2"}} | a1 b2
            {"index":0,"id":"x","function":{"name":"a","arguments":"1"}};{"index":0,"id":"y",\
            "function":{"name":"b","arguments":"2"}} | a1 b2
            {"id":"","function":{"name":"a","arguments":"1"}};{"id":"","function":{"name":"a","arguments":"2"}} | a1 a2
            {"index":0,"id":"x","function":{"name":"a","arguments":"1"}};{"index":0,"id":"x",\
            "function":{"name":"a","arguments":"2"}} | a12
            {"index":0,"id":"x","function":{"name":"a","arguments":{"k":1}}} | a{"k":1}
            {"index":1,"id":"x","function":{"name":"a","arguments":"1"}};{"index":2,"id":"y",\
            "function":{"name":"b","arguments":"2"}} | a1 b2
            {"index":null,"id":"x","function":{"name":"a","arguments":null}};{"index":null,"id":"x",\
            "function":{"arguments":"1"}} | a1
            """)
    void joinsThePartsOfEachCall(String parts, String expected) {
        ToolCallAssembler assembler = new ToolCallAssembler(JSON);
        ToolCallAssembler reader = new ToolCallAssembler(JSON);

        for (String part : parts.split(";", -1)) {
            JsonNode relayed = assembler.add(JSON.createArrayNode().add(JSON.readTree(part)));
            // what is relayed must join to the same calls
            reader.add(relayed);
            assertThat(relayed.at("/0/index").isInt()).isTrue();
        }

        assertThat(calls(assembler)).isEqualTo(expected);
        assertThat(calls(reader)).isEqualTo(expected);
    }

    private static String calls(ToolCallAssembler assembler) {
        List<String> calls = new ArrayList<>();
        for (JsonNode call : assembler.toJson()) {
            assertThat(call.path("id").asString()).isNotEmpty();
            calls.add(call.at("/function/name").asString()
                    + call.at("/function/arguments").asString());
        }
        return String.join(" ", calls);
    }
}
