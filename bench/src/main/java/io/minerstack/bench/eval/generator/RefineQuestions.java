package io.minerstack.bench.eval.generator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/** 50 texts with one mistake that must go: what is right must come in, and what is wrong must be gone. */
public final class RefineQuestions implements QuestionGenerator {

    private static final String TASK = "Correct the text.";

    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("Lyon", "Paris", "The capital of France is %s."),
            new Mistake("Milan", "Rome", "The capital of Italy is %s."),
            new Mistake("Osaka", "Tokyo", "The capital of Japan is %s."),
            new Mistake("Munich", "Berlin", "The capital of Germany is %s."),
            new Mistake("eight", "seven", "A week has %s days."),
            new Mistake("ten", "twelve", "A year has %s months."),
            new Mistake("six", "eight", "A spider has %s legs."),
            new Mistake("four", "three", "A triangle has %s sides."),
            new Mistake("green", "blue", "On a clear day the sky is %s."),
            new Mistake("Venus", "Mercury", "The planet closest to the sun is %s."),
            new Mistake("Saturn", "Jupiter", "The largest planet of the solar system is %s."),
            new Mistake("west", "east", "The sun rises in the %s."),
            new Mistake("June", "May", "The month after April is called %s."),
            new Mistake("wasps", "bees", "Honey is made by %s."),
            new Mistake("lungs", "heart", "The organ that pumps blood through the body is the %s."),
            new Mistake("Dickens", "Shakespeare", "The author of Hamlet is %s."),
            new Mistake("Spanish", "Portuguese", "Most people in Brazil speak %s."),
            new Mistake("Asia", "Africa", "Egypt is in %s."),
            new Mistake("Atlantic", "Pacific", "The largest ocean is the %s."),
            new Mistake("puppy", "kitten", "A young cat is called a %s."),
            new Mistake("90", "100", "At sea level water boils at %s degrees Celsius."),
            new Mistake("50", "60", "An hour has %s minutes."),
            new Mistake("54", "56", "Seven times eight is %s."),
            new Mistake("20", "24", "A day has %s hours."),
            new Mistake("mouses", "mice", "The plural of mouse is %s."));

    private static final List<String> BEFORE = List.of(
            "Here is what I wrote for the quiz.", "These are my notes for the lesson.", "This is the text so far.");
    private static final List<String> AFTER =
            List.of("Please keep the rest as it is.", "I hope this is useful.", "More will follow next week.");

    @Override
    public List<ObjectNode> generate(long seed) {
        Random random = new Random(seed);
        List<ObjectNode> questions = new ArrayList<>();
        for (boolean inNotebook : List.of(false, true)) {
            List<Mistake> shuffled = new ArrayList<>(MISTAKES);
            Collections.shuffle(shuffled, random);
            for (Mistake mistake : shuffled) {
                questions.add(question(questions.size() + 1, mistake, inNotebook, random));
            }
        }
        return questions;
    }

    private static ObjectNode question(int number, Mistake mistake, boolean inNotebook, Random random) {
        String text = BEFORE.get(random.nextInt(BEFORE.size())) + " "
                + mistake.sentence().formatted(mistake.wrong()) + " " + AFTER.get(random.nextInt(AFTER.size()));
        String query = "The text has one mistake. Correct the mistake and give me the whole text.";
        ObjectNode question = QuestionLine.of("r", number, TASK, query)
                .put("component", "refine")
                .put("bare", query + "\n\n" + text);
        question.putArray("previous")
                .addObject()
                .put("response", inNotebook ? "I wrote the text into the notebook." : text)
                .put("notebook", inNotebook ? text : "no update");
        ObjectNode wording =
                question.putObject("expect").put("type", "document").putObject("is");
        wording.put("type", "wording").putArray("contains").add(mistake.right());
        wording.putArray("lacks").add(mistake.sentence().formatted(mistake.wrong()));
        return question;
    }

    /**
     * A mistake.
     *
     * @param sentence with a place for the word
     */
    private record Mistake(String wrong, String right, String sentence) {}
}
