#include "plan/shard.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "actlab/error.hpp"
#include "plan/config.hpp"
#include "plan/cost.hpp"
#include "plan/grid.hpp"

using namespace actlab;

namespace {

std::vector<Cell> grid(const std::map<std::string, std::vector<std::string>>& values) {
  Experiment experiment;
  for (const auto& [name, texts] : values) set_values(experiment.common, name, texts, "test");
  DatasetCache cache;
  return plan(experiment, cache);
}

// The environment of a batch system.
std::function<const char*(const char*)> environment(const std::map<std::string, const char*>& variables) {
  return [variables](const char* name) -> const char* {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second;
  };
}

Shard from(const std::map<std::string, const char*>& variables) {
  return read_shard("auto/16", "`shard`", environment(variables)).shard;
}

}  // namespace

TEST_CASE("Every cell is in exactly one shard, whatever the order in which the grid was written") {
  const auto cells =
      grid({{"activation", {"relu", "tanh", "silu"}}, {"arch", {"3", "4-4", "9"}}, {"seed", {"1", "2"}}});
  const auto turned =
      grid({{"activation", {"silu", "relu", "tanh"}}, {"arch", {"9", "3", "4-4"}}, {"seed", {"2", "1"}}});
  std::set<std::string> seen;
  for (std::size_t index = 1; index <= 5; ++index) {
    std::set<std::string> ids;
    for (const Cell& cell : cells_of_shard(cells, 16, {index, 5})) {
      CHECK(seen.insert(cell.id).second);
      ids.insert(cell.id);
    }
    std::set<std::string> same;
    for (const Cell& cell : cells_of_shard(turned, 16, {index, 5})) same.insert(cell.id);
    CHECK(ids == same);
  }
  CHECK(seen.size() == cells.size());
}

TEST_CASE("Shards are balanced by cost, not by number: one dear cell is worth many cheap ones") {
  const auto cells =
      grid({{"arch", {"4", "64-64"}}, {"epochs", {"10", "20"}}, {"seed", {"1", "2", "3", "4", "5", "6"}}});
  std::map<std::size_t, double> load;
  std::map<std::size_t, int> count;
  const auto assigned = assign_shards(cells, 16, 4);
  double dearest = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    load[assigned[i]] += training_cost(cells[i], 16);
    ++count[assigned[i]];
    dearest = std::max(dearest, training_cost(cells[i], 16));
  }
  REQUIRE(load.size() == 4);
  for (const auto& [shard, cost] : load) {
    for (const auto& [other, less] : load) CHECK(cost - less <= dearest);
  }
  const auto many = assign_shards(cells, 16, 100);
  CHECK(std::set<std::size_t>(many.begin(), many.end()).size() == cells.size());
}

TEST_CASE("A shard's number comes from the flag or from the batch system, each counting as it does") {
  CHECK(read_shard("3/16", "`shard`", environment({})).shard == Shard{3, 16});
  CHECK(from({{"SLURM_ARRAY_TASK_ID", "1"}}) == Shard{1, 16});
  CHECK(from({{"PBS_ARRAY_INDEX", "16"}}) == Shard{16, 16});
  CHECK(from({{"SGE_TASK_ID", "2"}}) == Shard{2, 16});
  CHECK(from({{"JOB_COMPLETION_INDEX", "0"}}) == Shard{1, 16});
  CHECK(from({{"AWS_BATCH_JOB_ARRAY_INDEX", "15"}}) == Shard{16, 16});
  CHECK(from({{"SGE_TASK_ID", "undefined"}, {"JOB_COMPLETION_INDEX", "3"}}) == Shard{4, 16});
  CHECK(read_shard("auto/16", "`shard`", environment({{"JOB_COMPLETION_INDEX", "3"}})).source ==
        "JOB_COMPLETION_INDEX=3");
  CHECK(read_shard("3/16", "`shard`", environment({{"JOB_COMPLETION_INDEX", "9"}})).shard.index == 3);
}

TEST_CASE("Shards that do not exist are refused, with what to submit") {
  for (const char* text : {"0/4", "5/4", "4", "a/4", "1/", "/4", "auto/0", "1/1000000", "-1/4"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(read_shard(text, "`shard`", environment({})), Error);
  }
  CHECK_THROWS_WITH(read_shard("5/4", "`shard`", environment({})),
                    "`shard`: '5/4' is not allowed; give one of the shards like 3/16, or auto/16 in an array job; at "
                    "most 100000");
  CHECK_THROWS_WITH(from({}),
                    Catch::StartsWith("`shard`: no batch system's array index is set; give the shard by its"));
  CHECK_THROWS_WITH(from({{"SLURM_ARRAY_TASK_ID", "0"}}),
                    "SLURM_ARRAY_TASK_ID: '0' is no index of 16; submit the Slurm array with the indices 1 to 16");
  CHECK_THROWS_WITH(
      from({{"JOB_COMPLETION_INDEX", "16"}}),
      "JOB_COMPLETION_INDEX: '16' is no index of 16; submit the Kubernetes array with the indices 0 to 15");
  CHECK_THROWS_WITH(from({{"SGE_TASK_ID", "1"}, {"PBS_ARRAY_INDEX", "1"}}),
                    "`shard`: both PBS_ARRAY_INDEX and SGE_TASK_ID are set; give the shard by its number, like 1/16");
}

TEST_CASE("A shard's directory is named so that names sort, and gives the whole's name back") {
  CHECK(shard_directory("results/big", {3, 16}) == "results/big-shard-03-of-16");
  CHECK(whole_directory("results/big-shard-03-of-16", {3, 16}) == std::filesystem::path("results/big"));
  CHECK(!whole_directory("results/renamed", {3, 16}).has_value());
}
