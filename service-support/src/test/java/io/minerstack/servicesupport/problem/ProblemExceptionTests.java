package io.minerstack.servicesupport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ProblemExceptionTests {

    @Test
    void isAnErrorResponseOfSpring() {
        ProblemException problem =
                new ProblemException(ProblemType.RATE_LIMITED, "Too fast.", Map.of("Retry-After", "3"));

        assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("3");
        assertThat(problem.getBody().getDetail()).isEqualTo("Too fast.");
        assertThat(problem.getBody().getTitle()).isEqualTo("Too many requests");
        assertThat(Objects.requireNonNull(problem.getBody().getType())).hasToString("/problems/rate-limited");
    }

    @Test
    void hasItsDetailAsMessageAndNoStackTrace() {
        ProblemException problem = new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path.");

        assertThat(problem).hasMessage("There is nothing at this path.").hasNoCause();
        assertThat(problem.getStackTrace()).isEmpty();
    }

    @Test
    void asksForAWaitOfOneSecondAtLeast() {
        assertThat(ProblemException.unavailable("Wait.", 0).getHeaders().getFirst("Retry-After"))
                .isEqualTo("1");
        assertThat(ProblemException.unavailable("Wait.", 9).getHeaders().getFirst("Retry-After"))
                .isEqualTo("9");
    }
}
