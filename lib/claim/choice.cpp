#include "claim/choice.hpp"

#include <cmath>
#include <limits>
#include <utility>

#include "analysis/run_metrics.hpp"
#include "claim/rule.hpp"

namespace actlab {
namespace {

using Texts = std::map<std::string, std::string>;

// A network, by its cell's settings and its replicate.
using Network = std::pair<const Texts*, std::uint32_t>;

// On the validation rows, the higher the better.
std::map<Network, double> validation_scores(const ClaimRule& rule, const StoredResults& results) {
  const RunMetric& metric = find_run_metric(validation_counterpart(find_claim_metric(rule.metric, "metric")), "metric");
  std::map<Network, double> scores;
  for (const StoredCell& cell : results.cells) {
    const std::vector<double> values = metric_of_runs(metric, cell, rule.target);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double score = metric.higher_is_better ? values[i] : -values[i];
      const bool known = !cell.runs[i].diverged && !std::isnan(score);
      scores[{&cell.settings, cell.runs[i].replicate}] = known ? score : -std::numeric_limits<double>::infinity();
    }
  }
  return scores;
}

// The settings by which networks of all groups belong together.
Texts shared_settings(const Claim& claim, const ClaimRule& rule, const Texts& settings) {
  Texts shared;
  for (const std::string& name : named_settings(claim)) {
    const bool apart = name == rule.by.front() || (claim.tuning && claim.tuning->setting == name);
    if (!apart) shared[name] = settings.at(name);
  }
  return shared;
}

}  // namespace

std::vector<ClaimObservation> best_of_groups(const Claim& claim, const ClaimRule& rule, const StoredResults& results,
                                             const std::vector<ClaimObservation>& observations,
                                             ChoiceSettings& settings) {
  const std::map<Network, double> scores = validation_scores(rule, results);
  std::map<std::pair<Texts, std::uint32_t>, std::pair<double, const ClaimObservation*>> best;
  for (const ClaimObservation& observation : observations) {
    const double score = scores.at({observation.settings, observation.replicate});
    const auto [place, first] = best.try_emplace(
        {shared_settings(claim, rule, *observation.settings), observation.replicate}, score, &observation);
    if (!first && score > place->second.first) place->second = {score, &observation};
  }
  std::vector<ClaimObservation> chosen;
  for (const auto& [place, scored] : best) {
    Texts& named = settings.emplace_back(*scored.second->settings);
    named[rule.by.front()] = best_by_validation;
    chosen.push_back(*scored.second);
    chosen.back().settings = &named;
  }
  return chosen;
}

}  // namespace actlab
