/**
 * Counts which answer most of the previous outputs give, without calling the model.
 *
 * <p>The way of a majority count, from {@code POST /aggregate} to the counted winner:
 *
 * <ol>
 *   <li>{@code aggregate.AggregateHandler} passes the previous outputs to {@link VoteCounter#count}.
 *   <li>{@link Candidate#admit} drops empty outputs, refusals and error texts.
 *   <li>{@link FinalAnswerExtractor#extract} finds the final answer of each remaining output.
 *       {@code AnswerNormalizer} gives equal answers an equal key, such as {@code 1,000} and {@code 1e3}. {@code
 *       AnswerContext} tells from the question and the other answers whether 1/2 is a half and 1.10 a version.
 *   <li>{@link VoteCounter} groups the outputs by that key and sorts the groups by size. A group of more than half of
 *       the candidates is a {@link VoteMethod#MAJORITY}. {@link VoteResult#winner()} is the largest group.
 * </ol>
 *
 * <p>Outputs without a short final answer are grouped by similarity instead, and {@link StatementConsensus} finds the
 * sentences that most of them share.
 */
@NullMarked
package io.minerstack.agent.vote;

import org.jspecify.annotations.NullMarked;
