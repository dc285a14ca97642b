#include "analysis/group_curves.hpp"

#include <catch2/catch.hpp>

#include "analysis/cells_by_hand.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

const std::vector<CellByHand>& both = relu_and_tanh_by_hand;

std::string metrics(const std::string& rows) { return "replicate,epoch,test_loss,test_accuracy\n" + rows; }

}  // namespace

TEST_CASE("Learning curves of groups are quartiles over all their runs at an epoch, whichever variant they are of") {
  std::vector<CellByHand> cells = both;
  cells.push_back({"c3", {{"activation", "relu"}, {"init", "he"}, {"noise", "20"}}, {1}, {}});
  ResultsByHand results("activation = [\"relu\", \"tanh\"]\nnoise = [0, 20]\n", cells);
  results.add("cells/c1/metrics.csv", metrics("0,0,4,0\n0,10,3,0.5\n1,0,8,0.25\n1,10,nan,1\n"));
  results.add("cells/c2/metrics.csv", metrics("0,0,1,0.125\n"));
  results.add("cells/c3/metrics.csv", metrics("0,0,6,1\n0,10,inf,0\n"));
  ComparisonRequest request = request_of({&results});
  std::string column;
  const auto curves = group_curves(request, column);
  CHECK(column == "test_accuracy");
  REQUIRE(curves.size() == 3);
  CHECK(curves[0].panel == 0);
  CHECK(curves[0].data_set == 0);
  CHECK(curves[0].group == 0);
  CHECK(curves[0].point.epoch == 0);
  CHECK(curves[0].point.q1 == 0.125);
  CHECK(curves[0].point.median == 0.25);
  CHECK(curves[0].point.q3 == 0.625);
  CHECK(curves[1].point.epoch == 10);
  CHECK(curves[1].point.median == 0.5);
  CHECK(curves[2].group == 1);
  CHECK(curves[2].point.median == 0.125);
  request.metric = "test_loss";
  const auto losses = group_curves(request, column);
  CHECK(column == "test_loss");
  REQUIRE(losses.size() == 3);
  CHECK(losses[0].point.median == 6);
  CHECK(losses[1].point.median == 3);
}

TEST_CASE("What has no column of metrics has the curve of the test loss") {
  ResultsByHand results(relu_and_tanh_by_hand_toml, both);
  results.add("cells/c1/metrics.csv", metrics("0,0,4,0\n"));
  results.add("cells/c2/metrics.csv", metrics("0,0,1,0.125\n"));
  ComparisonRequest request = request_of({&results});
  request.metric = "epochs_run";
  std::string column;
  CHECK(group_curves(request, column).at(0).point.median == 4);
  CHECK(column == "test_loss");
}

TEST_CASE("Curves of different data sets and conditions are not mixed") {
  std::vector<CellByHand> cells;
  for (const char* arch : {"4", "8"}) {
    for (const char* data : {"circle", "xor"}) {
      for (const char* activation : {"relu", "tanh"}) {
        cells.push_back({fmt::format("c{}", cells.size()),
                         {{"arch", arch}, {"dataset", data}, {"activation", activation}},
                         {1},
                         {}});
      }
    }
  }
  ResultsByHand results("arch = [\"4\", \"8\"]\n", cells);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    results.add(fmt::format("cells/c{}/metrics.csv", c),
                metrics(fmt::format("0,0,1,{}\n", 0.125 * static_cast<double>(c))));
  }
  std::string column;
  const auto curves = group_curves(request_of({&results}), column);
  REQUIRE(curves.size() == 8);
  for (std::size_t c = 0; c < 8; ++c) {
    CHECK(curves[c].panel == c / 4);
    CHECK(curves[c].data_set == c / 2 % 2);
    CHECK(curves[c].group == c % 2);
    CHECK(curves[c].point.median == 0.125 * static_cast<double>(c));
  }
}

TEST_CASE("Cells that a choice leaves out have no part in the curves") {
  std::vector<CellByHand> cells;
  for (const char* rate : {"0.1", "0.01"}) {
    for (const char* activation : {"relu", "tanh"}) {
      const bool best = std::string(rate) == "0.01";
      cells.push_back({fmt::format("c{}", cells.size()),
                       {{"learning_rate", rate}, {"activation", activation}},
                       {0.5},
                       {best ? 0.75 : 0.5}});
    }
  }
  ResultsByHand results("learning_rate = [0.1, 0.01]\n", cells);
  for (std::size_t c = 0; c < cells.size(); ++c) {
    results.add(fmt::format("cells/c{}/metrics.csv", c),
                metrics(fmt::format("0,0,1,{}\n", 0.125 * static_cast<double>(c))));
  }
  ComparisonRequest request = request_of({&results});
  request.choose = {"learning_rate"};
  std::string column;
  const auto curves = group_curves(request, column);
  REQUIRE(curves.size() == 2);
  CHECK(curves[0].point.median == 0.25);
  CHECK(curves[1].point.median == 0.375);
}

TEST_CASE("Learning curves of regressions are of R^2") {
  std::vector<CellByHand> cells = both;
  for (CellByHand& cell : cells) cell.values["task"] = "regression";
  ResultsByHand results(relu_and_tanh_by_hand_toml, cells, "r2");
  for (const char* cell : {"c1", "c2"}) {
    results.add(fmt::format("cells/{}/metrics.csv", cell), "replicate,epoch,test_loss,test_r2\n0,0,4,-0.5\n");
  }
  std::string column;
  const auto curves = group_curves(request_of({&results}), column);
  CHECK(column == "test_r2");
  REQUIRE(curves.size() == 2);
  CHECK(curves[1].point.median == -0.5);
}

TEST_CASE("Without metrics there are no learning curves, and the error says what to record") {
  const ResultsByHand results(relu_and_tanh_by_hand_toml, both);
  std::string column;
  const auto [kind, what] = error_in([&] { group_curves(request_of({&results}), column); });
  CHECK(kind == ErrorKind::incomplete);
  CHECK_THAT(what, Catch::Contains("train with `record` metrics, as this needs it"));
}
