#include "claim/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace actlab {
namespace {

bool one_of(Outcome outcome, std::initializer_list<Outcome> outcomes) {
  return std::ranges::find(outcomes, outcome) != outcomes.end();
}

Answer answer(bool yes, bool no) { return yes ? Answer::yes : no ? Answer::no : Answer::unknown; }

// Whether a "no" shows the opposite, and not only too little.
bool shows_the_opposite(const ClaimRule& rule, Outcome outcome) {
  return outcome == Outcome::reversed || (rule.relation == Relation::same && outcome == Outcome::holds);
}

bool is_firm(Outcome outcome) { return one_of(outcome, {Outcome::holds, Outcome::reversed, Outcome::no_difference}); }

void add_exceptions(const Finding& finding, std::vector<std::string>& exceptions) {
  for (const DataSetFinding& one : finding.data_sets) {
    if (!is_firm(one.outcome) || one.outcome == finding.outcome) continue;
    std::string exception = fmt::format("{} on {}", outcome_name(one.outcome), one.data_set);
    if (std::ranges::count(exceptions, exception) == 0) exceptions.push_back(std::move(exception));
  }
}

}  // namespace

Answer answer_of(Relation relation, Outcome outcome) {
  using enum Outcome;
  switch (relation) {
    case Relation::higher:
    case Relation::lower:
      return answer(outcome == holds, one_of(outcome, {reversed, no_difference}));
    case Relation::not_lower:
    case Relation::not_higher:
      return answer(one_of(outcome, {holds, no_difference, not_worse}), outcome == reversed);
    case Relation::same:
      return answer(outcome == no_difference, one_of(outcome, {holds, reversed}));
    case Relation::differs:
      return answer(one_of(outcome, {holds, reversed}), outcome == no_difference);
    default:
      return answer(outcome == holds, outcome == reversed);
  }
}

ClaimVerdict verdict_of(const std::vector<ClaimRule>& rules, const std::vector<Finding>& findings) {
  ClaimVerdict verdict;
  bool tested = true;
  bool opposite = false;
  bool no = false;
  bool unknown = false;
  for (const Finding& finding : findings) {
    const ClaimRule& rule = rules[finding.rule];
    const Answer answer = answer_of(rule.relation, finding.outcome);
    if (rule.role == Role::control && answer != Answer::yes) tested = false;
    if (rule.role != Role::main) continue;
    no = no || answer == Answer::no;
    opposite = opposite || (answer == Answer::no && shows_the_opposite(rule, finding.outcome));
    unknown = unknown || answer == Answer::unknown;
    if (!finding.varies) continue;
    verdict.varies = true;
    add_exceptions(finding, verdict.exceptions);
  }
  verdict.verdict = !tested    ? Verdict::not_tested
                    : opposite ? Verdict::reversed
                    : no       ? Verdict::no_difference
                    : unknown  ? Verdict::cannot_tell
                               : Verdict::holds;
  return verdict;
}

}  // namespace actlab
