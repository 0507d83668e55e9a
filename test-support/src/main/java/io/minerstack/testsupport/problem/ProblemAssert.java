package io.minerstack.testsupport.problem;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.InvalidJsonException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.PathNotFoundException;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** Assertions about a body of problem+json (RFC 9457) with the fields that every service of this project adds. */
public final class ProblemAssert extends AbstractAssert<ProblemAssert, String> {

    private final DocumentContext problem;

    private ProblemAssert(String body, DocumentContext problem) {
        super(body, ProblemAssert.class);
        this.problem = problem;
    }

    /** Fails unless the body has every field that a problem must have. */
    public static ProblemAssert assertThatProblem(String body) {
        ProblemAssert problem = new ProblemAssert(body, parse(body));
        for (String field : List.of("type", "title", "detail", "error", "request_id")) {
            Assertions.assertThat(problem.read("$." + field))
                    .as("%s of %s", field, body)
                    .isInstanceOf(String.class)
                    .isNotEqualTo("");
        }
        Assertions.assertThat(problem.read("$.status")).as("status of %s", body).isInstanceOf(Integer.class);
        return problem;
    }

    public ProblemAssert hasStatus(int status) {
        Assertions.assertThat(read("$.status")).as("status of %s", actual).isEqualTo(status);
        return this;
    }

    /**
     * Compares {@code error}, and {@code type} with it.
     *
     * @param code such as {@code validation_failed}, which belongs to the type {@code /problems/validation-failed}
     */
    public ProblemAssert hasError(String code) {
        Assertions.assertThat(read("$.error")).as("error of %s", actual).isEqualTo(code);
        Assertions.assertThat(read("$.type")).as("type of %s", actual).isEqualTo("/problems/" + code.replace('_', '-'));
        return this;
    }

    public ProblemAssert hasDetail(String detail) {
        Assertions.assertThat(read("$.detail")).as("detail of %s", actual).isEqualTo(detail);
        return this;
    }

    public ProblemAssert hasDetailContaining(String... parts) {
        Assertions.assertThat(String.valueOf(read("$.detail")))
                .as("detail of %s", actual)
                .contains(parts);
        return this;
    }

    public ProblemAssert hasRequestId(String id) {
        Assertions.assertThat(read("$.request_id"))
                .as("request_id of %s", actual)
                .isEqualTo(id);
        return this;
    }

    /** Compares the fields that break a limit, such as {@code input[0].user_query}, in their order. */
    public ProblemAssert hasInvalidFields(String... fields) {
        List<String> found = problem.read("$.errors[*].field");
        Assertions.assertThat(found).as("fields of %s", actual).containsExactly(fields);
        return this;
    }

    /** For what must not be shown to a caller, such as the text of an exception. */
    public ProblemAssert doesNotContain(String... texts) {
        Assertions.assertThat(actual).doesNotContain(texts);
        return this;
    }

    private @Nullable Object read(String path) {
        try {
            return problem.read(path);
        } catch (PathNotFoundException missing) {
            return null;
        }
    }

    private static DocumentContext parse(String body) {
        try {
            return JsonPath.parse(body);
        } catch (InvalidJsonException | IllegalArgumentException unreadable) {
            throw new AssertionError("not JSON: " + body, unreadable);
        }
    }
}
