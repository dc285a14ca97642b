#include "analysis/validation_score.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/cells_by_hand.hpp"
#include "analysis/gathered.hpp"

using namespace actlab;
using namespace actlab::test;

TEST_CASE("Fewer diverged runs are better, then the lower mean; without a mean nothing is better") {
  CHECK(better({0, 9}, {1, 0}));
  CHECK(!better({1, 0}, {0, 9}));
  CHECK(better({1, 0}, {1, 2}));
  CHECK(!better({1, 2}, {1, 2}));
  CHECK(better({1, 2}, {1, std::nan("")}));
  CHECK(!better({1, std::nan("")}, {1, 2}));
}

TEST_CASE("A score is of all runs of the cells, those that diverged counted, and lower where the metric is better") {
  const ResultsByHand results("", relu_and_tanh_by_hand);
  const std::vector<StoredCell> cells = gather_cells({results.path()});
  const RunMetric& accuracy = find_run_metric("test_accuracy", "");
  const ValidationScore both = validation_score(accuracy, {&cells[0], &cells[1]}, 0.95);
  CHECK(both.diverged == 1);
  CHECK(both.mean == Approx(-(0.875 + 0.75 + 0.96875 + 0.5 + 0.625) / 5));
  const ValidationScore loss = validation_score(find_run_metric("test_loss", ""), {&cells[1]}, 0.95);
  CHECK(loss.mean == Approx(1.25 - 1.125 / 2));
  CHECK(std::isnan(validation_score(accuracy, {}, 0.95).mean));
}
