// The seven components: names, and what a form for each says; `needs` is said where no previous output is chosen.

export const COMPONENTS = [
  {
    name: "complete", title: "Complete", verb: "Answer",
    about: "Answers the queries, and writes or edits a notebook where there is something to write.",
    query: "", placeholder: "What do you want to know?",
  },
  {
    name: "refine", title: "Refine", verb: "Refine",
    about: "Improves earlier answers and says what was improved and why.",
    query: "Refine the answer.",
    needs: "No answer is chosen to be refined: the miner has nothing but the query and the history.",
  },
  {
    name: "feedback", title: "Feedback", verb: "Judge",
    about: "Names strengths, weaknesses and suggestions for each earlier answer.",
    query: "Judge the answer.",
    needs: "No answer is chosen to be judged: the miner has nothing but the query and the history.",
  },
  {
    name: "human_feedback", title: "Human feedback", verb: "Send feedback",
    about: "Learns from what you say about answers; what was learned goes into the conversation's playbook.",
    query: "", placeholder: "Such as: please keep answers short and always show an example",
  },
  {
    name: "summary", title: "Summary", verb: "Summarise",
    about: "Summarises earlier answers and their notebooks.",
    query: "Summarise the answers.",
    needs: "No answers are chosen to be summarised: the miner has nothing but the query and the history.",
  },
  {
    name: "aggregate", title: "Aggregate", verb: "Aggregate",
    about: "Finds what several answers agree on, where they differ, and minority views.",
    query: "Which answer is right?",
    needs: "No answers are chosen to be compared: the miner has nothing but the query and the history.",
  },
  {
    name: "internet_search", title: "Internet search", verb: "Search",
    about: "Searches the web, where the operator has set a search provider.",
    query: "", placeholder: "What to search for",
  },
];

export function componentOf(name) {
  return COMPONENTS.find(component => component.name === name) ?? COMPONENTS[0];
}
