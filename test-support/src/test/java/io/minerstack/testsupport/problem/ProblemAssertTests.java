package io.minerstack.testsupport.problem;

import static io.minerstack.testsupport.problem.ProblemAssert.assertThatProblem;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemAssertTests {

    private static final String PROBLEM = """
            {"type":"/problems/validation-failed","title":"The request breaks a limit","status":422,
             "detail":"input: must not be empty","error":"validation_failed","request_id":"id-1",
             "errors":[{"field":"input","message":"must not be empty"}]}""";

    @Test
    void acceptsAProblemWithTheExpectedFields() {
        assertThatProblem(PROBLEM)
                .hasStatus(422)
                .hasError("validation_failed")
                .hasDetail("input: must not be empty")
                .hasDetailContaining("input", "empty")
                .hasRequestId("id-1")
                .hasInvalidFields("input")
                .doesNotContain("Exception");
    }

    @Test
    void rejectsAProblemWithOtherValues() {
        fails(() -> assertThatProblem(PROBLEM).hasStatus(400));
        fails(() -> assertThatProblem(PROBLEM).hasError("invalid_request"));
        fails(() -> assertThatProblem(PROBLEM.replace("/validation-failed", "/other"))
                .hasError("validation_failed"));
        fails(() -> assertThatProblem(PROBLEM).hasDetail("input"));
        fails(() -> assertThatProblem(PROBLEM).hasDetailContaining("cid"));
        fails(() -> assertThatProblem(PROBLEM).hasRequestId("id-2"));
        fails(() -> assertThatProblem(PROBLEM).hasInvalidFields("cid"));
        fails(() -> assertThatProblem(PROBLEM).doesNotContain("input"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "title", "status", "detail", "error", "request_id"})
    void rejectsAProblemWithoutAField(String field) {
        fails(() -> assertThatProblem(PROBLEM.replace("\"" + field + "\"", "\"other\"")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>error</html>", "[]", "{}"})
    void rejectsOtherBodies(String body) {
        fails(() -> assertThatProblem(body));
    }

    private static void fails(ThrowingCallable assertion) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
    }
}
