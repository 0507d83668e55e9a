package io.minerstack.apikeys;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of a key file: {@code {"version": 1, "keys": [...]}}. Refuses fields that it does not know, and fields that
 * are there twice: a misspelt {@code expires} would make a key that never expires.
 */
final class KeyFileJson {

    private static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private KeyFileJson() {}

    static KeyFile parse(byte[] content) throws KeyFileException {
        KeyFileFields root = new KeyFileFields(tree(content), "the file");
        if (root.number("version") != VERSION) {
            throw new KeyFileException("version: expected " + VERSION);
        }
        JsonNode keys = root.take("keys");
        if (!(keys instanceof ArrayNode array)) {
            throw new KeyFileException("keys: expected an array");
        }
        root.refuseOthers();
        if (array.size() > KeyFile.MAX_KEYS) {
            throw new KeyFileException(array.size() + " keys (expected: at most " + KeyFile.MAX_KEYS + ")");
        }
        List<KeyFileEntry> entries = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            entries.add(entry(new KeyFileFields(array.get(i), "keys[" + i + "]")));
        }
        KeyFile file = new KeyFile(entries);
        file.check();
        return file;
    }

    /** Fails without the parser's message, which quotes the file. */
    private static JsonNode tree(byte[] content) throws KeyFileException {
        try {
            return JSON.readTree(content);
        } catch (JacksonException malformed) {
            var at = malformed.getLocation();
            throw new KeyFileException("is not JSON, or has a field twice"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")"));
        }
    }

    private static KeyFileEntry entry(KeyFileFields fields) throws KeyFileException {
        String id = fields.text("id", KeyRules::flawOfId);
        fields.nameAfter(id);
        KeyFileEntry entry = new KeyFileEntry(
                id,
                fields.text("name", KeyRules::flawOfName),
                digest(fields),
                fields.text("tenant", KeyRules::flawOfTenant),
                purpose(fields),
                fields.time("created"),
                fields.optionalTime("expires"),
                fields.optionalTime("grace_ends"),
                revoked(fields),
                fields.limits(),
                budget(fields.object("budget")));
        fields.refuseOthers();
        return entry;
    }

    private static KeyDigest digest(KeyFileFields fields) throws KeyFileException {
        KeyDigest digest = KeyDigest.parse(fields.text("sha256", any -> null));
        if (digest == null) {
            throw fields.invalid("sha256", "expected: 64 lower-case hex digits, the SHA-256 of the key");
        }
        return digest;
    }

    private static KeyPurpose purpose(KeyFileFields fields) throws KeyFileException {
        KeyPurpose purpose = KeyPurpose.parse(fields.text("purpose", any -> null));
        if (purpose == null) {
            throw fields.invalid("purpose", "expected: normal, operator or probe");
        }
        return purpose;
    }

    private static boolean revoked(KeyFileFields fields) throws KeyFileException {
        return switch (fields.text("state", any -> null)) {
            case "active" -> false;
            case "revoked" -> true;
            default -> throw fields.invalid("state", "expected: active or revoked");
        };
    }

    private static KeyBudget budget(@Nullable KeyFileFields fields) throws KeyFileException {
        if (fields == null) {
            return KeyBudget.NONE;
        }
        KeyBudget budget = new KeyBudget(
                fields.optionalCount("tokens_per_day"),
                fields.optionalCount("tokens_per_month"),
                fields.optionalMoney("money_per_day"),
                fields.optionalMoney("money_per_month"));
        fields.refuseOthers();
        return budget;
    }

    static byte[] write(KeyFile file) {
        ObjectNode root = JSON.createObjectNode();
        root.put("version", VERSION);
        ArrayNode keys = root.putArray("keys");
        file.keys().forEach(entry -> write(entry, keys.addObject()));
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(KeyFileEntry entry, ObjectNode to) {
        to.put("id", entry.id());
        to.put("name", entry.name());
        to.put("sha256", entry.digest().hex());
        to.put("tenant", entry.tenant());
        to.put("purpose", entry.purpose().label());
        to.put("created", entry.created().toString());
        to.put("expires", text(entry.expires()));
        to.put("state", entry.revoked() ? "revoked" : "active");
        if (entry.graceEnds() != null) {
            to.put("grace_ends", entry.graceEnds().toString());
        }
        writeLimits(entry, to);
    }

    /** Rate limits and budget of a key that has them. */
    static void writeLimits(KeyFileEntry entry, ObjectNode to) {
        if (!entry.limits().isEmpty()) {
            ObjectNode limits = to.putObject("limits");
            entry.limits().forEach(limits::put);
        }
        if (!entry.budget().equals(KeyBudget.NONE)) {
            write(entry.budget(), to.putObject("budget"));
        }
    }

    private static void write(KeyBudget budget, ObjectNode to) {
        if (budget.tokensPerDay() != null) {
            to.put("tokens_per_day", budget.tokensPerDay());
        }
        if (budget.tokensPerMonth() != null) {
            to.put("tokens_per_month", budget.tokensPerMonth());
        }
        if (budget.moneyPerDay() != null) {
            to.put("money_per_day", budget.moneyPerDay().toPlainString());
        }
        if (budget.moneyPerMonth() != null) {
            to.put("money_per_month", budget.moneyPerMonth().toPlainString());
        }
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
