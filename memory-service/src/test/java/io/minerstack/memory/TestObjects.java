package io.minerstack.memory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Request bodies and ids for the tests of this service. */
public final class TestObjects {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestObjects() {}

    /** A new id, because tests share a database. */
    public static String newCid() {
        return "cid-" + COUNT.incrementAndGet();
    }

    public static String newTenant() {
        return "tenant-" + COUNT.incrementAndGet();
    }

    public static Map<String, Object> turn(String cid, String turnId) {
        return turn(cid, turnId, "question of " + turnId, "answer of " + turnId);
    }

    public static Map<String, Object> turn(String cid, String turnId, String user, String assistant) {
        return Map.of("cid", cid, "turn_id", turnId, "user", user, "assistant", assistant);
    }

    public static Map<String, Object> insert(String type, String key, String value) {
        return operation("insert", type, key, value, 0.9);
    }

    public static Map<String, Object> operation(
            String operation, String type, String key, String value, double confidence) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operation", operation);
        fields.put("insight_type", type);
        fields.put("key", key);
        fields.put("value", value);
        fields.put("confidence_score", confidence);
        return fields;
    }

    /** Feedback with one operation. */
    public static Map<String, Object> feedback(String cid, String id, Map<String, Object> operation) {
        return feedback(cid, id, List.of(operation));
    }

    public static Map<String, Object> feedback(String cid, String id, List<Map<String, Object>> operations) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cid", cid);
        body.put("feedback_id", id);
        body.put("feedback", "Please keep answers short.");
        body.put("model", "test-model");
        body.put("raw_reply", "{\"operations\":[]}");
        body.put("operations", operations);
        return body;
    }
}
