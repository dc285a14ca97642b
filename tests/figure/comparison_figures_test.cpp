#include "figure/comparison_figures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "data/files.hpp"

using namespace actlab;
using actlab::test::TemporaryDirectory;

namespace {

namespace fs = std::filesystem;

GroupStatistics group_of(std::size_t runs, std::size_t diverged, double mean) {
  GroupStatistics group;
  group.runs = runs;
  group.diverged = diverged;
  group.mean = mean;
  group.interval = {mean - 0.25, mean + 0.25};
  group.q1 = mean - 0.5;
  group.median = mean;
  group.q3 = mean + 0.5;
  return group;
}

// Two groups on one data set; the second has a run that diverged.
Comparison two_groups() {
  Comparison comparison;
  comparison.by = "activation";
  comparison.metric = "test_loss";
  comparison.groups = {"relu", "mine=where(x>0,x,0)"};
  comparison.observations = {{0, 0, 0, 0, 1.5, true},
                             {0, 0, 0, 1, 2.5, true},
                             {1, 0, 0, 0, 4, false},
                             {1, 0, 0, 1, std::nan(""), false},
                             {1, 0, 0, 2, std::numeric_limits<double>::infinity(), false}};
  comparison.statistics.groups = {group_of(2, 0, 2), group_of(3, 2, 4)};
  return comparison;
}

// Three groups whose ranks over three data sets are 3, 1.5 and 1.5.
Comparison three_ranks() {
  Comparison comparison = two_groups();
  comparison.groups.emplace_back("tanh");
  comparison.statistics.groups.push_back(group_of(1, 0, 3));
  RankStatistics ranks;
  ranks.data_sets = 3;
  ranks.friedman.average_ranks = {3, 1.5, 1.75};
  ranks.critical_difference = 0.5;
  ranks.order = {1, 2, 0};
  ranks.indistinct = {{0, 1}};
  comparison.statistics.ranks = ranks;
  return comparison;
}

}  // namespace

TEST_CASE("The groups' file has a row per group, and the runs' file a row per finite run") {
  const TemporaryDirectory directory;
  write_group_data(directory.path(), two_groups());
  CHECK(read_file(directory.path() / "groups.csv") ==
        "group,runs,mean,low,high,q1,median,q3\n"
        "relu,2,2,1.75,2.25,1.5,2,2.5\n"
        "mine=where(x>0\u201ax\u201a0),1,4,3.75,4.25,3.5,4,4.5\n");
  CHECK(read_file(directory.path() / "group-runs.csv") == "group,test_loss\n1,1.5\n1,2.5\n2,4\n");
}

TEST_CASE("Ranks are written best first, with bars over those that are not told apart") {
  const TemporaryDirectory directory;
  CHECK(write_rank_data(directory.path(), three_ranks()));
  CHECK(read_file(directory.path() / "ranks.csv") ==
        "group,average_rank,critical_difference\n"
        "mine=where(x>0\u201ax\u201a0),1.5,0.5\n"
        "tanh,1.75,0.5\n"
        "relu,3,0.5\n");
  CHECK(read_file(directory.path() / "rank-bars.csv") == "from,to\n1.5,1.75\n");
}

TEST_CASE("Without ranks or their critical difference no ranks are written") {
  const TemporaryDirectory directory;
  CHECK(!write_rank_data(directory.path(), two_groups()));
  Comparison many = three_ranks();
  many.statistics.ranks->critical_difference = std::nan("");
  CHECK(!write_rank_data(directory.path(), many));
  CHECK(fs::is_empty(directory.path()));
}

TEST_CASE("Learning curves are quartiles by group and epoch, under the metric's names") {
  const TemporaryDirectory directory;
  write_curve_data(directory.path(), "test_r2", {{0, 0, 0.25, 0.5, 0.75}, {2, 10, 1, 2, 3}});
  CHECK(read_file(directory.path() / "group-curves.csv") ==
        "group,epoch,test_r2_q1,test_r2_median,test_r2_q3\n"
        "1,0,0.25,0.5,0.75\n"
        "3,10,1,2,3\n");
}

TEST_CASE("A comparison is drawn with its ranks, and without curves where metrics were not recorded") {
  const TemporaryDirectory directory;
  const fs::path out = directory.path() / "figures";
  directory.write("run.toml", "record = [\"model\"]\n");
  ComparisonRequest request;
  request.directories = {directory.path()};
  const Plotter plotter(out, out, "svg", false);
  const ComparisonFigures figures = draw_comparison(three_ranks(), request, out, plotter);
  CHECK(figures.runs == out / "compare-runs.svg");
  CHECK(figures.ranks == out / "critical-difference.svg");
  CHECK(figures.curves.empty());
  CHECK(!fs::exists(out / "group-curves.csv"));
  // A name with commas stands whole in the picture.
  CHECK(read_file(figures.runs).find("0\u201ax\u201a0)") != std::string::npos);
  CHECK(draw_comparison(two_groups(), request, out, plotter).ranks.empty());
}
