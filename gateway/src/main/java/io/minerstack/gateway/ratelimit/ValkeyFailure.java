package io.minerstack.gateway.ratelimit;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.minerstack.servicesupport.exception.Causes;

/** What went wrong with Valkey, in words for a log line. */
final class ValkeyFailure {

    private ValkeyFailure() {}

    static String inWords(Throwable failure) {
        return switch (Causes.root(failure)) {
            case RedisCommandExecutionException answer -> refusal(code(answer));
            case RedisCommandTimeoutException _ -> "no answer in time";
            // of the client itself: it has no connection for the command
            case RedisException _ -> "the connection was closed";
            default -> Causes.inWords(failure);
        };
    }

    /** The first word of Valkey's answer; the rest can quote keys and arguments. */
    private static String code(RedisCommandExecutionException answer) {
        String word = String.valueOf(answer.getMessage()).split("\\s", 2)[0];
        return word.matches("[A-Z]{2,20}") ? word : "ERR";
    }

    private static String refusal(String code) {
        return switch (code) {
            case "WRONGPASS" -> "wrong user or password (WRONGPASS)";
            case "NOAUTH" -> "wants a password (NOAUTH)";
            case "NOPERM" -> "the user has too few rights (NOPERM)";
            case "OOM" -> "no memory left (OOM)";
            case "READONLY" -> "takes no writes, as a replica does (READONLY)";
            case "LOADING" -> "still loads its data (LOADING)";
            default -> "answers with an error (" + code + ")";
        };
    }
}
