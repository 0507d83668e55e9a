package io.minerstack.memory.playbook.retraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.text.TextFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageRefusalTests {

    private static final String ADDRESS = "My address is 12 Elm Street. ";

    @Test
    void readsEveryCombinationOfNegationFillerVerbAndObject() {
        List<String> missed = new ArrayList<>();
        for (String negation : List.of(
                "Do not",
                "Don't",
                "Please never",
                "You must not",
                "I don't want you to",
                "I forbid you to",
                "You are not permitted to",
                "Under no circumstances",
                "Please do not")) {
            for (String filler : List.of("", "ever ", "under any circumstances ", "in any way or form ")) {
                for (String verb : List.of(
                        "store",
                        "remember",
                        "record",
                        "save",
                        "share",
                        "store or share",
                        "share or store",
                        "save, record or share",
                        "hold on to")) {
                    for (String object : List.of("it", "that", "any of this", "this anywhere")) {
                        String sentence = negation + " " + filler + verb + " " + object + ".";
                        if (!storesNothing(ADDRESS + sentence)) {
                            missed.add(sentence);
                        }
                    }
                }
            }
        }
        for (String subject : List.of("None of this", "Nothing of this", "It", "That", "No part of this")) {
            for (String verb : List.of("stored", "recorded", "saved", "shared", "stored or shared")) {
                String negation = subject.startsWith("No") ? " may " : " must not ";
                String sentence = subject + negation + "be " + verb + ".";
                if (!storesNothing(ADDRESS + sentence)) {
                    missed.add(sentence);
                }
            }
        }
        assertThat(missed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Do not, under any circumstances, store it.",
                "Nothing of this should be saved.",
                "I don't want that in your database.",
                "Treat this as confidential.",
                "Please do not hold on to it.",
                "Keep this between us",
                "This is off the record.",
                "Off the record, please.",
                "I do not consent to you storing it.",
                "I would prefer that you did not save this.",
                "I don't want it stored.",
                "Thanks. Do not store it.",
                "Do not share it. Do not store it.",
                "Das soll nicht gespeichert werden.",
                "Das darf auf keinen Fall gespeichert oder weitergegeben werden.",
                "Ich verbiete dir, das zu speichern.",
                "Behandle das vertraulich.",
                "Cela ne doit pas être enregistré.",
                "Je ne veux pas que cela soit conservé.",
                "Je t'interdis d'enregistrer cela.",
                "Eso no debe ser guardado.",
                "No quiero que guardes eso.",
                "Te prohíbo guardar eso.",
                "I'd rather this were not written down.",
                "Nobody may store this.",
                "Storing this is forbidden.",
                "Don't tell anyone.",
                "Ich möchte nicht, dass du das speicherst.",
                "Que quede entre nosotros.",
                "这不要保存。",
                "禁止记录这个。"
            })
    void keepsNothingOfTheSentenceThatARefusalRefersTo(String refusal) {
        assertThat(storesNothing(ADDRESS + refusal)).isTrue();
        assertThat(RedactedTurn.of("Task: Chat\nQuery 1: " + ADDRESS + refusal, "12 Elm Street is nice.", false)
                        .toString())
                .doesNotContain("Elm");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // no object that is about the person or about what was said
                "Don't store milk in the door of the fridge.",
                "Never store passwords in plain text.",
                "Do not save too many files.",
                "The cake must not be stored in the fridge.",
                // reports
                "The shop does not store my size.",
                "The shop never saved my size.",
                "You did not save my address.",
                "You never remember my name.",
                "You don't remember my name!",
                "They do not record their meetings.",
                "I don't remember my password.",
                "I cannot remember it.",
                "I never share my food.",
                "My parents don't remember it.",
                "Nothing was saved.",
                "Why did you not save my address?",
                "Why don't you remember my name?",
                "Didn't you save my address?",
                "Do you not remember me?",
                "Warum hast du das nicht gespeichert?",
                "I don't like to share my desserts.",
                "Je ne garde pas mes vieux livres.",
                "No me gusta guardar la ropa.",
                "我不想分享我的午餐。",
                // the opposite
                "Don't hesitate to save my address.",
                "Don't forget to save my address.",
                "I am not sure whether you saved my address.",
                "Do not shout, save my address.",
                "I don't mind you storing it.",
                // other meanings of the verbs
                "Do not keep it formal.",
                "Don't keep my answers long and winding again today.",
                "Do not hold back.",
                "My medicine should not be stored above 25 degrees.",
                "Please don't note every detail of the recipe.",
                "Never share links in your answers.",
                "My job is private.",
                "I work in private banking.",
                "I don't want long answers.",
                "I save money every month."
            })
    void takesNoReportAndNoOtherMeaningForARefusal(String sentence) {
        assertThat(StorageRefusal.find(TextFolding.fold(sentence))).isNull();
    }

    @Test
    void coversOnlyTheSentenceThatItMeans() {
        assertThat(read("I like trains. My address is 12 Elm Street, please do not store it. Be brief.")
                        .storable())
                .containsExactly("I like trains.", null, "Be brief.");
    }

    @Test
    void storesNothingOfAMessageWithMoreRefusalsThanAreRead() {
        assertThat(read(ADDRESS + "Do not save my things. ".repeat(101)).storable())
                .containsOnlyNulls();
    }

    private static boolean storesNothing(String text) {
        return read(text).storable().stream().filter(Objects::nonNull).noneMatch(sentence -> sentence.contains("Elm"));
    }

    private static RetractionReader.Reading read(String text) {
        return RetractionReader.read(Sentences.of(text), sentence -> false);
    }
}
