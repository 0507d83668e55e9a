package io.minerstack.bench.eval.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** 50 pairs of reports to summarise: the name and the number of each must be kept, and no number may be added. */
public final class SummaryQuestions implements QuestionGenerator {

    private static final int QUESTIONS = 50;
    private static final String TASK = "Summarize.";
    private static final String QUERY = "Summarize the reports in one short paragraph.";

    private static final List<String> REPORTS = List.of(
            "The new bridge in %s cost %d million euros. The work took a long time because of the weather, and many"
                    + " people came to the opening. The mayor gave a speech, and a band played until the evening.",
            "The school in %s has %d pupils this year. The classrooms were painted in the summer, and the yard got new"
                    + " benches. Parents and teachers are content with the result and plan a small party.",
            "The library of %s lent %d books last month. Most readers asked for novels and for books about travel. The"
                    + " staff would like to open longer in the evening and hopes for more money.",
            "The hospital in %s hired %d nurses. There were many applications, and the talks took several weeks. The"
                    + " director says that patients will wait less from now on.",
            "The farmers around %s sold %d tons of apples. The spring was mild and the summer was not too dry. Much of"
                    + " the fruit went to a new press that makes juice and cider.");

    @Override
    public List<ObjectNode> generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ObjectNode> questions = new ArrayList<>();
        for (int number = 1; number <= QUESTIONS; number++) {
            int kind = random.nextInt(REPORTS.size());
            List<String> towns = RandomChoice.two(random, InventedTowns.NAMES);
            int firstAmount = random.nextInt(100, 999);
            int secondAmount = random.nextInt(11, 99);
            String first = REPORTS.get(kind).formatted(towns.get(0), firstAmount);
            String second = REPORTS.get((kind + random.nextInt(1, REPORTS.size())) % REPORTS.size())
                    .formatted(towns.get(1), secondAmount);
            ObjectNode question = QuestionLine.of("s", number, TASK, QUERY)
                    .put("component", "summary")
                    .put("bare", QUERY + "\n\n" + first + "\n\n" + second);
            ArrayNode previous = question.putArray("previous");
            previous.addObject().put("response", first);
            previous.addObject().put("response", second);
            ArrayNode expect = question.putArray("expect");
            expect.addObject()
                    .put("type", "wording")
                    .putArray("contains")
                    .add(towns.get(0))
                    .add(Integer.toString(firstAmount))
                    .add(towns.get(1))
                    .add(Integer.toString(secondAmount));
            expect.addObject()
                    .put("type", "count")
                    .put("unit", "words")
                    .put("max", first.split(" ", -1).length + second.split(" ", -1).length - 1);
            expect.addObject().put("type", "no new numbers").put("source", firstAmount + " " + secondAmount);
            questions.add(question);
        }
        return questions;
    }
}
