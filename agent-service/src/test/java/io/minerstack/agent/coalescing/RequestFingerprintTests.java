package io.minerstack.agent.coalescing;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.agent.TestObjects;
import io.minerstack.agent.contract.ComponentName;
import io.minerstack.servicesupport.context.CallerKey;
import io.minerstack.servicesupport.context.RequestContext;
import io.minerstack.servicesupport.context.SpendingLimits;
import io.minerstack.servicesupport.context.Tenant;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFingerprintTests {

    private static final String BODY = """
            {"cid":"c","task":"t","input":[{"user_query":"ab"},{"user_query":"c"}],
            "previous_outputs":[{"task":"p","input":[{"user_query":"q"}],
            "output":{"immediate_response":"r","notebook":"n"},"component":"complete"}],
            "use_conversation_history":true,"use_playbook":true}""";

    @Test
    void isTheSameForBodiesThatMeanTheSame() {
        String other = """
                {"use_playbook":null,"input":[{"user_query":"ab","notebook":"x"},{"user_query":"c"}],"cid":"c",
                "unknown":1,"task":"t","previous_outputs":[{"component":"complete","task":"p",
                "input":[{"user_query":"q"}],"output":{"notebook":"n","immediate_response":"r"}}]}""";

        assertThat(of(other)).isEqualTo(of(BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cid\":\"c\"=\"cid\":\"d\"",
                "\"task\":\"t\"=\"task\":\"\"",
                "\"ab\"},{\"user_query\":\"c\"=\"a\"},{\"user_query\":\"bc\"",
                "{\"user_query\":\"ab\"},=",
                "\"task\":\"p\"=\"task\":\"pq\"",
                "\"user_query\":\"q\"=\"user_query\":\"Q\"",
                "\"immediate_response\":\"r\"=\"immediate_response\":\"rn\"",
                "\"notebook\":\"n\"=\"notebook\":\"\"",
                "\"component\":\"complete\"=\"component\":\"refine\"",
                "\"use_conversation_history\":true=\"use_conversation_history\":false",
                "\"use_playbook\":true=\"use_playbook\":false"
            })
    void differsForEveryFieldThatDiffers(String change) {
        int at = change.indexOf('=');
        String other = BODY.replace(change.substring(0, at), change.substring(at + 1));

        assertThat(other).isNotEqualTo(BODY);
        assertThat(of(other)).isNotEqualTo(of(BODY));
    }

    @Test
    void differsForTextsThatLookTheSameOrThatUtf8CannotCarry() {
        assertThat(of(BODY.replace("\"ab\"", "\"caf\u00E9\"")))
                .isNotEqualTo(of(BODY.replace("\"ab\"", "\"cafe\u0301\"")));
        assertThat(of(BODY.replace("\"ab\"", "\"\\ud800\""))).isNotEqualTo(of(BODY.replace("\"ab\"", "\"?\"")));
        assertThat(of(BODY.replace("\"ab\"", "\"a\u00A0b\""))).isNotEqualTo(of(BODY.replace("\"ab\"", "\"a b\"")));
    }

    @Test
    void differsByTenantAndComponent() {
        RequestContext context = TestObjects.context(Duration.ofSeconds(9));
        RequestContext other =
                new RequestContext(context.requestId(), new Tenant("other"), context.deadline(), context.traceparent());

        assertThat(RequestFingerprint.of(other, ComponentName.COMPLETE, TestObjects.input(BODY)))
                .isNotEqualTo(of(BODY));
        assertThat(RequestFingerprint.of(context, ComponentName.REFINE, TestObjects.input(BODY)))
                .isNotEqualTo(of(BODY));
    }

    @Test
    void differsByTheBudgetThatPaysAndNotByTheKey() {
        SpendingLimits limits = new SpendingLimits(1_000L, null, null, null);
        RequestFingerprint unlimited = of(new CallerKey("key_0000000000a1", "anna", null));

        assertThat(unlimited).isEqualTo(of(new CallerKey("key_0000000000b1", "ben", null)));
        assertThat(of(new CallerKey("key_0000000000a1", "anna", limits)))
                // a rotated key has the budget of its predecessor
                .isEqualTo(of(new CallerKey("key_0000000000a2", "anna", limits)))
                .isNotEqualTo(of(new CallerKey("key_0000000000b1", "ben", limits)))
                .isNotEqualTo(unlimited);
    }

    private static RequestFingerprint of(CallerKey key) {
        RequestContext context = TestObjects.context(Duration.ofSeconds(9));
        RequestContext withKey = new RequestContext(
                context.requestId(),
                context.tenant(),
                context.deadline(),
                context.answerTarget(),
                context.traceparent(),
                key);
        return RequestFingerprint.of(withKey, ComponentName.COMPLETE, TestObjects.input(BODY));
    }

    private static RequestFingerprint of(String body) {
        return RequestFingerprint.of(
                TestObjects.context(Duration.ofSeconds(9)), ComponentName.COMPLETE, TestObjects.input(body));
    }
}
