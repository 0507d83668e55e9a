package io.minerstack.bench.eval.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** 100 questions about short invented texts. What is asked for stands in the text beside other things of its kind. */
public final class FactQuestions implements QuestionGenerator {

    private static final int QUESTIONS = 100;
    private static final String TASK = "Answer from the text.";

    private static final List<String> PEOPLE = List.of(
            "Marta Lind",
            "Oskar Bell",
            "Nadia Roth",
            "Tomas Vega",
            "Elena Fox",
            "Viktor Hale",
            "Lucia Brand",
            "Hannes Moor",
            "Rita Sand",
            "Pavel Stone");
    private static final List<String> COLORS = List.of("red", "blue", "green", "yellow", "white", "black", "orange");
    private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday");
    private static final List<String> SUBJECTS =
            List.of("chemistry", "history", "music", "geography", "biology", "drawing");

    private static final List<Function<SplittableRandom, Fact>> KINDS = List.of(
            random -> {
                List<String> towns = RandomChoice.two(random, InventedTowns.NAMES);
                String person = RandomChoice.pick(random, PEOPLE);
                return new Fact(
                        person + " was born in " + towns.get(0) + " and has lived in " + towns.get(1)
                                + " since 2011, where she runs a small bookshop.",
                        "In which town was " + person + " born?",
                        towns.get(0),
                        towns.get(1));
            },
            random -> {
                List<String> people = RandomChoice.two(random, PEOPLE);
                String town = RandomChoice.pick(random, InventedTowns.NAMES);
                return new Fact(
                        "The museum of " + town + " is led by " + people.get(0) + ". Its gardens were planned by "
                                + people.get(1) + " and opened last spring.",
                        "Who leads the museum of " + town + "?",
                        people.get(0),
                        people.get(1));
            },
            random -> {
                List<String> colors = RandomChoice.two(random, COLORS);
                return new Fact(
                        "The house of the baker has a " + colors.get(0) + " door, and the house of the doctor has a "
                                + colors.get(1) + " door.",
                        "What color is the doctor's door?",
                        colors.get(1),
                        colors.get(0));
            },
            random -> {
                List<String> days = RandomChoice.two(random, DAYS);
                String town = RandomChoice.pick(random, InventedTowns.NAMES);
                return new Fact(
                        "The library in " + town + " is closed on " + days.get(0) + ". The market is held every "
                                + days.get(1) + " morning on the square.",
                        "On which day is the market held?",
                        days.get(1),
                        days.get(0));
            },
            random -> {
                int first = random.nextInt(1800, 1900);
                int second = first + random.nextInt(5, 90);
                String town = RandomChoice.pick(random, InventedTowns.NAMES);
                return new Fact(
                        "The bridge of " + town + " was built in " + first + ". After a flood it was repaired in "
                                + second + ".",
                        "In which year was the bridge built?",
                        Integer.toString(first),
                        Integer.toString(second));
            },
            random -> {
                List<String> subjects = RandomChoice.two(random, SUBJECTS);
                List<String> people = RandomChoice.two(random, PEOPLE);
                return new Fact(
                        people.get(0) + " teaches " + subjects.get(0) + " and " + people.get(1) + " teaches "
                                + subjects.get(1) + " at the same school.",
                        "Which subject does " + people.get(1) + " teach?",
                        subjects.get(1),
                        subjects.get(0));
            },
            random -> {
                int adults = random.nextInt(8, 30);
                int children = adults - random.nextInt(2, 6);
                String town = RandomChoice.pick(random, InventedTowns.NAMES);
                return new Fact(
                        "Tickets for the zoo in " + town + " cost " + adults + " euros for adults and " + children
                                + " euros for children. Dogs are not allowed.",
                        "How many euros does a ticket for a child cost?",
                        Integer.toString(children),
                        Integer.toString(adults));
            },
            random -> {
                List<String> towns = RandomChoice.two(random, InventedTowns.NAMES);
                int minutes = random.nextInt(11, 59);
                return new Fact(
                        "The ferry from " + towns.get(0) + " to " + towns.get(1) + " takes " + minutes
                                + " minutes and leaves every 3 hours.",
                        "How many minutes does the ferry take?",
                        Integer.toString(minutes),
                        "");
            },
            random -> {
                List<String> people = RandomChoice.two(random, PEOPLE);
                return new Fact(
                        people.get(0) + " won the race last year. This year the winner was " + people.get(1) + ".",
                        "Who won the race this year?",
                        people.get(1),
                        people.get(0));
            },
            random -> {
                List<String> colors = RandomChoice.two(random, COLORS);
                String person = RandomChoice.pick(random, PEOPLE);
                return new Fact(
                        person + " sold the " + colors.get(0) + " car in March and bought a " + colors.get(1)
                                + " bicycle in April.",
                        "What color is the bicycle?",
                        colors.get(1),
                        colors.get(0));
            });

    @Override
    public List<ObjectNode> generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ObjectNode> questions = new ArrayList<>();
        Set<Fact> facts = new LinkedHashSet<>();
        for (int i = 0; facts.size() < QUESTIONS; i++) {
            facts.add(KINDS.get(i % KINDS.size()).apply(random));
        }
        for (Fact fact : facts) {
            ObjectNode question =
                    QuestionLine.of("f", questions.size() + 1, TASK, fact.text() + "\n\n" + fact.question());
            ObjectNode expect = question.putObject("expect").put("type", "answer");
            expect.putArray("accept").add(fact.answer());
            if (!fact.wrong().isEmpty()) {
                expect.putArray("reject").add(fact.wrong());
            }
            questions.add(question);
        }
        return questions;
    }

    /**
     * A text with a question about it.
     *
     * @param wrong the other thing of the same kind; empty if there is none
     */
    private record Fact(String text, String question, String answer, String wrong) {}
}
