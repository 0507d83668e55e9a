package io.minerstack.bench.eval.generator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** 75 calculations, from one digit to three, and 75 word problems with one or two steps. */
public final class ArithmeticQuestions implements QuestionGenerator {

    private static final int EACH = 75;
    private static final String CALCULATION_TASK = "Answer the question.";
    private static final String PROBLEM_TASK = "Solve the problem.";

    private static final List<String> NAMES =
            List.of("Anna", "Ben", "Carla", "David", "Emma", "Felix", "Greta", "Hugo", "Iris", "Jonas", "Klara", "Leo");
    private static final List<String> THINGS =
            List.of("apples", "books", "coins", "stamps", "marbles", "pencils", "cards", "eggs", "shells", "stickers");

    private static final List<Function<SplittableRandom, Sum>> CALCULATIONS = List.of(
            random -> {
                int a = random.nextInt(2, 10);
                int b = random.nextInt(2, 10);
                return new Sum("What is " + a + " plus " + b + "?", a + b);
            },
            random -> {
                int a = random.nextInt(11, 100);
                int b = random.nextInt(11, 100);
                return new Sum("What is " + a + " + " + b + "?", a + b);
            },
            random -> {
                int a = random.nextInt(5, 20);
                int b = random.nextInt(1, 5);
                return new Sum("What is " + a + " minus " + b + "?", a - b);
            },
            random -> {
                int a = random.nextInt(2, 13);
                int b = random.nextInt(2, 11);
                return new Sum("What is " + a + " times " + b + "?", (long) a * b);
            },
            random -> {
                int a = random.nextInt(2, 10);
                int b = random.nextInt(2, 11);
                return new Sum("What is " + a * b + " divided by " + a + "?", b);
            },
            random -> {
                int a = random.nextInt(100, 900);
                int b = random.nextInt(11, 100);
                return new Sum("Calculate " + a + " - " + b + ".", a - b);
            },
            random -> {
                int a = random.nextInt(12, 40);
                int b = random.nextInt(3, 10);
                return new Sum("Calculate " + a + " * " + b + ".", (long) a * b);
            });

    private static final List<Function<SplittableRandom, Sum>> PROBLEMS = List.of(
            random -> {
                int a = random.nextInt(3, 20);
                int b = random.nextInt(2, 15);
                String name = RandomChoice.pick(random, NAMES);
                String things = RandomChoice.pick(random, THINGS);
                return new Sum(
                        name + " has " + a + " " + things + " and gets " + b + " more. How many " + things + " does "
                                + name + " have now?",
                        a + b);
            },
            random -> {
                int a = random.nextInt(10, 30);
                int b = random.nextInt(2, 10);
                String name = RandomChoice.pick(random, NAMES);
                String things = RandomChoice.pick(random, THINGS);
                return new Sum(
                        name + " had " + a + " " + things + " and gave away " + b + ". How many " + things
                                + " are left?",
                        a - b);
            },
            random -> {
                int a = random.nextInt(2, 10);
                int b = random.nextInt(3, 13);
                return new Sum(
                        "There are " + a + " boxes. Each box holds " + b + " " + RandomChoice.pick(random, THINGS)
                                + ". How many are there in all boxes together?",
                        (long) a * b);
            },
            random -> {
                int a = random.nextInt(2, 9);
                int b = random.nextInt(3, 12);
                String things = RandomChoice.pick(random, THINGS);
                return new Sum(
                        a + " children share " + a * b + " " + things + " equally. How many " + things
                                + " does each child get?",
                        b);
            },
            random -> {
                int price = random.nextInt(2, 12);
                int count = random.nextInt(2, 8);
                int paid = price * count + random.nextInt(1, 20);
                return new Sum(
                        "A ticket costs " + price + " dollars. " + RandomChoice.pick(random, NAMES) + " buys " + count
                                + " tickets and pays with " + paid + " dollars. How many dollars of change are due?",
                        paid - (long) price * count);
            },
            random -> {
                int speed = random.nextInt(4, 13) * 10;
                int hours = random.nextInt(2, 7);
                return new Sum(
                        "A train travels at " + speed + " kilometers per hour for " + hours
                                + " hours. How many kilometers does it travel?",
                        (long) speed * hours);
            },
            random -> {
                int age = random.nextInt(4, 30);
                int older = random.nextInt(2, 12);
                int years = random.nextInt(2, 15);
                String name = RandomChoice.pick(random, NAMES);
                return new Sum(
                        name + " is " + age + " years old. Her brother is " + older
                                + " years older than she is. How old will the brother be in " + years + " years?",
                        age + older + years);
            },
            random -> {
                int percent = random.nextInt(1, 10) * 10;
                int whole = random.nextInt(2, 20) * 10;
                return new Sum(
                        "A school has " + whole + " pupils. " + percent
                                + " percent of them come by bike. How many pupils come by bike?",
                        (long) whole * percent / 100);
            },
            random -> {
                int a = random.nextInt(2, 9);
                int b = random.nextInt(2, 9);
                int eaten = random.nextInt(1, a * b);
                return new Sum(
                        "A baker makes " + a + " trays with " + b + " rolls each and sells " + eaten
                                + " rolls. How many rolls are left?",
                        (long) a * b - eaten);
            },
            random -> {
                int a = random.nextInt(3, 25);
                int b = random.nextInt(2, 15);
                return new Sum(
                        "A rectangle is " + a + " meters long and " + b
                                + " meters wide. What is its area in square meters?",
                        (long) a * b);
            });

    @Override
    public List<ObjectNode> generate(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ObjectNode> questions = new ArrayList<>();
        add(questions, "a", CALCULATION_TASK, different(CALCULATIONS, random));
        add(questions, "w", PROBLEM_TASK, different(PROBLEMS, random));
        return questions;
    }

    private static void add(List<ObjectNode> questions, String prefix, String task, Set<Sum> sums) {
        int number = 0;
        for (Sum sum : sums) {
            number++;
            questions.add(QuestionLine.expectNumber(QuestionLine.of(prefix, number, task, sum.text()), sum.result()));
        }
    }

    private static Set<Sum> different(List<Function<SplittableRandom, Sum>> kinds, SplittableRandom random) {
        Set<Sum> sums = new LinkedHashSet<>();
        for (int i = 0; sums.size() < EACH; i++) {
            sums.add(kinds.get(i % kinds.size()).apply(random));
        }
        return sums;
    }

    /** A question whose answer is a number. */
    private record Sum(String text, long result) {}
}
