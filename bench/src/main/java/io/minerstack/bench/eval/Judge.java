package io.minerstack.bench.eval;

import io.minerstack.bench.eval.expectation.AnswerContent;
import io.minerstack.bench.eval.judge.JudgePrompt;
import io.minerstack.bench.eval.judge.Judgement;
import io.minerstack.bench.eval.judge.JudgementReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that scores answers. It sees all answers to one question together, in random order and without the names of
 * the contestants. A reply without all scores is asked for once more.
 */
class Judge {

    private static final int ATTEMPTS = 2;

    private final ModelServer server;
    private final JsonClient client;
    private final long seed;

    Judge(ModelServer server, Duration timeout, long seed) {
        this.server = server;
        this.client = new JsonClient(server.headers(), timeout);
        this.seed = seed;
    }

    /** The judged answers: those to questions that several contestants answered. */
    List<JudgedResult> judge(List<Result> results) throws InterruptedException {
        Map<String, List<Result>> byQuestion = new LinkedHashMap<>();
        for (Result result : results) {
            if (result.reply().isAnswer() && result.question().bare() != null) {
                Question question = result.question();
                byQuestion
                        .computeIfAbsent(
                                question.set() + "/" + question.id() + "/" + result.repeat(), id -> new ArrayList<>())
                        .add(result);
            }
        }
        Random random = new Random(seed);
        List<JudgedResult> judged = new ArrayList<>();
        for (List<Result> answers : byQuestion.values()) {
            if (answers.size() > 1) {
                Collections.shuffle(answers, random);
                judged.addAll(judgeTogether(answers, random.nextInt(Integer.MAX_VALUE)));
            }
        }
        return judged;
    }

    private List<JudgedResult> judgeTogether(List<Result> answers, int samplingSeed) throws InterruptedException {
        String question = String.valueOf(answers.getFirst().question().bare());
        String prompt =
                JudgePrompt.user(question, answers.stream().map(Judge::text).toList());
        String failure = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                List<Judgement> judgements =
                        JudgementReader.read(reply(prompt, samplingSeed + attempt), answers.size());
                if (judgements != null) {
                    return judged(answers, judgements, "");
                }
                failure = "a reply without all scores";
            } catch (IOException unreachable) {
                failure = unreachable.toString();
            }
        }
        return judged(answers, null, failure);
    }

    private static List<JudgedResult> judged(
            List<Result> answers, @Nullable List<Judgement> judgements, String failure) {
        List<JudgedResult> judged = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            judged.add(new JudgedResult(answers.get(i), judgements == null ? null : judgements.get(i), failure));
        }
        return judged;
    }

    private String reply(String prompt, int samplingSeed) throws IOException, InterruptedException {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", server.model());
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", JudgePrompt.system());
        messages.addObject().put("role", "user").put("content", prompt);
        body.put("temperature", 0).put("seed", samplingSeed);
        JsonNode reply = client.post(server.completions(), body);
        return reply.at("/choices/0/message/content").asString("");
    }

    /** The whole answer without a heading for the notebook, which would show that the stack wrote it. */
    private static String text(Result result) {
        AnswerContent answer = result.reply().answer();
        return answer.hasNotebook()
                        && !answer.notebook().strip().equals(answer.response().strip())
                ? answer.response() + "\n\n" + answer.notebook()
                : answer.response();
    }
}
