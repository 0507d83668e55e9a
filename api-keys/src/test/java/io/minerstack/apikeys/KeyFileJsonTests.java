package io.minerstack.apikeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileJsonTests {

    private static final String ENTRY =
            """
            {"id": "key_0123456789ab", "name": "portal", "sha256": "01DIGEST", "tenant": "default", "purpose": "probe",
            "created": "2026-01-01T00:00:00Z", "expires": null, "state": "active"}
            """.replace("DIGEST", "0123456789abcdef".repeat(4).substring(2));

    @Test
    void readsWhatItWrites() throws KeyFileException {
        KeyFileEntry full = new KeyFileEntry(
                "key_0123456789ab",
                "portal",
                KeyDigest.of(TestKeys.KEY),
                "acme",
                KeyPurpose.OPERATOR,
                TestKeys.NOW,
                TestKeys.NOW.plusSeconds(60),
                TestKeys.NOW.plusSeconds(30),
                true,
                Map.of("complete", "40/m", "human_feedback", "off"),
                new KeyBudget(1L, 20L, new BigDecimal("0.50"), new BigDecimal("12")));
        KeyFile file = new KeyFile(List.of(TestKeys.entry(1, null), full));

        byte[] written = KeyFileJson.write(file);

        assertThat(KeyFileJson.parse(written)).isEqualTo(file);
        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain(TestKeys.KEY);
    }

    @Test
    void readsAKeyWithoutOptionalFields() throws KeyFileException {
        assertThat(parse(keys(ENTRY)).keys()).singleElement().satisfies(key -> {
            assertThat(key.purpose()).isEqualTo(KeyPurpose.PROBE);
            assertThat(key.expires()).isNull();
            assertThat(key.limits()).isEmpty();
            assertThat(key.budget()).isEqualTo(KeyBudget.NONE);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"version\": 1}",
                "{\"version\": 2, \"keys\": []}",
                "{\"version\": \"1\", \"keys\": []}",
                "{\"version\": 1, \"keys\": {}}",
                "{\"version\": 1, \"keys\": [null]}",
                "{\"version\": 1, \"keys\": [], \"key\": []}",
                "{\"version\": 1, \"keys\": []} {}",
                "{\"version\": 1, \"version\": 1, \"keys\": []}",
                "\u0000"
            })
    void refusesAnotherDocument(String text) {
        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\": \"key_0123456789ab\" | \"id\": \"mine\"",
                "\"name\": \"portal\" | \"name\": \"two words\"",
                "\"name\": \"portal\" | \"name\": \"API_KEY\"",
                "\"name\": \"portal\" | \"name\": 7",
                "\"name\": \"portal\", | ",
                "\"sha256\": \"01 | \"sha256\": \"",
                "\"sha256\": \"01 | \"sha256\": \"0A",
                "\"tenant\": \"default\" | \"tenant\": \"\"",
                "\"tenant\": \"default\" | \"tenant\": null",
                "\"purpose\": \"probe\" | \"purpose\": \"admin\"",
                "\"created\": \"2026-01-01T00:00:00Z\" | \"created\": \"yesterday\"",
                "\"created\": \"2026-01-01T00:00:00Z\" | \"created\": \"+1000000000-12-31T00:00:00Z\"",
                "\"expires\": null | \"expires\": \"2026-01-01\"",
                "\"expires\": null | \"expries\": null",
                "\"expires\": null | \"expires\": null, \"expires\": \"2026-01-01T00:00:00Z\"",
                "\"state\": \"active\" | \"state\": \"off\"",
                "\"state\": \"active\" | \"state\": \"active\", \"limits\": {\"complet\": \"1/m\"}",
                "\"state\": \"active\" | \"state\": \"active\", \"limits\": {\"complete\": \"0/m\"}",
                "\"state\": \"active\" | \"state\": \"active\", \"limits\": {\"complete\": \"1000001/m\"}",
                "\"state\": \"active\" | \"state\": \"active\", \"limits\": {\"complete\": 5}",
                "\"state\": \"active\" | \"state\": \"active\", \"budget\": {\"tokens\": 5}",
                "\"state\": \"active\" | \"state\": \"active\", \"budget\": {\"tokens_per_day\": 0}",
                "\"state\": \"active\" | \"state\": \"active\", \"budget\": {\"tokens_per_day\": 1e99}",
                "\"state\": \"active\" | \"state\": \"active\", \"budget\": {\"money_per_day\": \"1e99\"}",
                "\"state\": \"active\" | \"state\": \"active\", \"budget\": {\"money_per_day\": \"0.00\"}",
                "\"state\": \"active\" | \"state\": \"active\", \"key\": \"x\""
            })
    void refusesAKeyThatBreaksARule(String rightText, String wrongText) {
        String wrong = ENTRY.replace(rightText, wrongText == null ? "" : wrongText);
        assertThat(wrong).isNotEqualTo(ENTRY);

        assertThatExceptionOfType(KeyFileException.class).isThrownBy(() -> parse(keys(wrong)));
    }

    @Test
    void refusesTwoKeysWithOneIdOrOneDigest() {
        String otherId = ENTRY.replace("key_0123456789ab", "key_aaaaaaaaaaaa");
        String otherDigest = ENTRY.replace("\"sha256\": \"01", "\"sha256\": \"ff");

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> parse(keys(ENTRY + "," + otherId)))
                .withMessageContaining("digest");
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> parse(keys(ENTRY + "," + otherDigest)))
                .withMessageContaining("id");
    }

    @Test
    void refusesKeysOfOneNameThatDifferInWhatARotationKeeps() {
        String other =
                ENTRY.replace("key_0123456789ab", "key_aaaaaaaaaaaa").replace("\"sha256\": \"01", "\"sha256\": \"ff");
        String otherTenant = other.replace("\"default\"", "\"acme\"");
        for (String different : List.of(
                otherTenant,
                other.replace("\"probe\"", "\"normal\""),
                other.replace("\"active\"", "\"active\", \"budget\": {\"tokens_per_day\": 5}"))) {
            assertThatExceptionOfType(KeyFileException.class)
                    .isThrownBy(() -> parse(keys(ENTRY + "," + different)))
                    .withMessageContaining("key_0123456789ab and key_aaaaaaaaaaaa have the name portal");
        }
        assertThatNoException().isThrownBy(() -> parse(keys(ENTRY + "," + other)));
        assertThatNoException()
                .isThrownBy(() -> parse(keys(ENTRY + "," + otherTenant.replace("\"active\"", "\"revoked\""))));
    }

    @Test
    void takesAmountsOfMoneyThatAreEqualAsOneBudget() {
        String other =
                ENTRY.replace("key_0123456789ab", "key_aaaaaaaaaaaa").replace("\"sha256\": \"01", "\"sha256\": \"ff");
        String half = "\"active\", \"budget\": {\"money_per_day\": \"0.5\"}";
        String alsoHalf = "\"active\", \"budget\": {\"money_per_day\": \"0.50\"}";

        assertThatNoException()
                .isThrownBy(() ->
                        parse(keys(ENTRY.replace("\"active\"", half) + "," + other.replace("\"active\"", alsoHalf))));
    }

    @Test
    void refusesTooManyKeys() {
        String many = String.join(
                ",",
                IntStream.rangeClosed(0, KeyFile.MAX_KEYS).mapToObj(i -> "{}").toList());

        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> parse(keys(many)))
                .withMessageContaining("2001 keys");
    }

    @Test
    void quotesNoValueOfTheFile() {
        for (String field : new String[] {"id", "name", "sha256", "tenant", "purpose", "created", "state"}) {
            String wrong = ENTRY.replaceFirst("\"" + field + "\": \"[^\"]*\"", "\"" + field + "\": \"the secret\"");
            assertThatExceptionOfType(KeyFileException.class)
                    .isThrownBy(() -> parse(keys(wrong)))
                    .satisfies(e -> assertThat(e.problem()).contains(field).doesNotContain("the secret"));
        }
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> parse("{\"version\": 1, \"keys\": [], \"" + TestKeys.KEY + "\": 1}"))
                .satisfies(e -> assertThat(e.problem()).doesNotContain(TestKeys.KEY));
        assertThatExceptionOfType(KeyFileException.class)
                .isThrownBy(() -> parse("{\"version\": 1, \"keys\": [" + TestKeys.KEY + "]}"))
                .satisfies(e -> assertThat(e.problem()).doesNotContain(TestKeys.KEY.substring(0, 8)));
    }

    private static String keys(String entries) {
        return "{\"version\": 1, \"keys\": [" + entries + "]}";
    }

    private static KeyFile parse(String text) throws KeyFileException {
        return KeyFileJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
