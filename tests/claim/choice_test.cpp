#include "claim/choice.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace actlab;

namespace {

Claim claim_on_two_data_sets() {
  Claim claim;
  claim.experiment.common.values = {{"dataset", {"circle", "moons"}}, {"activation", {"relu", "tanh"}}};
  claim.tuning = Tuning{.setting = "learning_rate", .values = {}, .metric = "", .target = 0.9, .replicates = 2};
  return claim;
}

ClaimRule rule_of(const std::string& metric) {
  ClaimRule rule;
  rule.metric = metric;
  rule.by = {"activation"};
  rule.against = {std::string(best_by_validation)};
  return rule;
}

// One network whose validation accuracy (and loss) is the number.
void add(StoredResults& results, const std::string& dataset, const std::string& activation,
         const std::vector<double>& validation) {
  StoredCell cell;
  // Each activation has a learning rate of its own, by which networks are not told apart.
  cell.settings = {{"dataset", dataset}, {"activation", activation}, {"learning_rate", activation}};
  for (std::size_t r = 0; r < validation.size(); ++r) {
    RunRow run;
    run.replicate = static_cast<std::uint32_t>(r);
    run.diverged = std::isnan(validation[r]);
    run.metrics.validation_accuracy = run.metrics.validation_loss = validation[r];
    cell.runs.push_back(run);
  }
  results.cells.push_back(std::move(cell));
}

std::vector<ClaimObservation> observations_of(const StoredResults& results) {
  std::vector<ClaimObservation> observations;
  double value = 0;
  for (const StoredCell& cell : results.cells) {
    for (const RunRow& run : cell.runs) observations.push_back({&cell.settings, run.replicate, value++, run.diverged});
  }
  return observations;
}

}  // namespace

TEST_CASE(
    "Of every replicate on every data set the group that is best on validation rows is chosen, of equals the first") {
  const double diverged = std::nan("");
  StoredResults results;
  add(results, "circle", "relu", {0.5, 0.75, diverged});  // observations 0, 1, 2
  add(results, "circle", "tanh", {0.75, 0.75, 0.25});     // 3, 4, 5
  add(results, "moons", "relu", {0.5, 1, diverged});      // 6, 7, 8
  add(results, "moons", "tanh", {0.25, 0.5, diverged});   // 9, 10, 11
  const Claim claim = claim_on_two_data_sets();
  const auto chosen_by = [&](const std::string& metric) {
    ChoiceSettings settings;
    std::vector<double> values;
    for (const ClaimObservation& one :
         best_of_groups(claim, rule_of(metric), results, observations_of(results), settings)) {
      CHECK(one.settings->at("activation") == best_by_validation);
      CHECK(one.settings->at("dataset") == (one.value < 6 ? "circle" : "moons"));
      values.push_back(one.value);
    }
    return values;
  };
  CHECK(chosen_by("test_accuracy") == std::vector<double>{3, 1, 5, 6, 7, 8});
  CHECK(chosen_by("test_loss") == std::vector<double>{0, 1, 5, 9, 10, 8});
}
