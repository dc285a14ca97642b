#include "report/claim_picture.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <sstream>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "arithmetic/target.hpp"
#include "claim/examine.hpp"
#include "data/files.hpp"
#include "statistics/mean_interval.hpp"
#include "statistics/summary.hpp"

using namespace actlab;
using test::TemporaryDirectory;

namespace {

Claim claim_with(const std::string& picture) {
  const TemporaryDirectory directory;
  return read_claim(directory.write("claim.toml", R"TOML(format = 2
claim = "A claim"
[teacher]
holds = "yes"
reversed = "no"
same = "same"
[picture]
caption = "what one sees"
)TOML" + picture + R"TOML(
[experiment]
replicates = 3
record = ["metrics", "boundary"]
boundary_resolution = 11
samples = 60
dataset = ["circle", "xor"]
arch = "4"
activation = ["relu", "mine=x*sigmoid(2*x)"]
epochs = 10
[[rule]]
says = "One is higher"
metric = "test_accuracy"
by = "activation"
groups = "relu"
is = "higher"
against = "mine"
)TOML"));
}

// The lines of a file of the picture's data.
std::vector<std::string> data_of(const Claim& claim, const std::string& file) {
  const TemporaryDirectory out;
  RunOptions options;
  options.target = arithmetic::choose_target("", "");
  examine(claim, out.path(), options);
  write_picture_data(claim, out.path());
  std::vector<std::string> lines;
  std::istringstream text(test::read_file(out.path() / "picture" / file));
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("A picture of runs has every run of the cells that it shows, by data set and group") {
  const Claim claim = claim_with("kind = \"runs\"");
  const auto runs = data_of(claim, "group-runs.csv");
  REQUIRE(runs.size() == 1 + 2 * 2 * 3);
  CHECK(runs[0] == "set,group,test_accuracy");
  const auto groups = data_of(claim, "groups.csv");
  REQUIRE(groups.size() == 1 + 4);
  CHECK(groups[1].starts_with("1,1,circle,relu,3,"));
  CHECK(groups[2].starts_with("1,2,circle,mine,3,"));
  CHECK(groups[3].starts_with("2,1,xor,relu,3,"));
}

TEST_CASE("A picture shows the cells of its where, by the metric that it names") {
  const Claim claim =
      claim_with("kind = \"runs\"\nmetric = \"test_loss\"\nwhere = { dataset = \"xor\", activation = \"mine\" }");
  CHECK(data_of(claim, "group-runs.csv")[0] == "set,group,test_loss");
  const auto groups = data_of(claim, "groups.csv");
  REQUIRE(groups.size() == 2);
  CHECK(groups[1].starts_with("1,1,xor,mine,3,"));
  CHECK_THROWS_WITH(data_of(claim_with("kind = \"runs\"\nwhere = { dataset = \"iris\" }"), "groups.csv"),
                    Catch::Contains("its picture shows no cell"));
}

TEST_CASE("The interval of a mean over splits of a file is wider, for they overlap") {
  Claim claim =
      claim_with("kind = \"runs\"\nmetric = \"test_loss\"\nwhere = { dataset = \"iris\", activation = \"relu\" }");
  claim.experiment.common.values["dataset"] = {"iris"};
  std::vector<double> losses;
  const auto runs = data_of(claim, "group-runs.csv");
  REQUIRE(runs.size() == 1 + 3);
  for (std::size_t i = 1; i < runs.size(); ++i) losses.push_back(std::stod(runs[i].substr(4)));
  // set,group,data_set,name,runs,mean,low,high: seven of ten rows train, three test.
  const std::vector<std::string> fields = split_list(data_of(claim, "groups.csv").at(1));
  const double wider = std::stod(fields[7]) - mean(losses);
  CHECK(wider == Approx(std::sqrt(1 + 3 * 0.3 / 0.7) * (mean_interval(losses, 0.95).high - mean(losses))));
}

TEST_CASE("A picture of curves has the quartiles of a group at every epoch that was recorded") {
  const auto curves = data_of(claim_with("kind = \"curves\"\nwhere = { dataset = \"circle\" }"), "group-curves.csv");
  REQUIRE(curves.size() == 1 + 2 * 2);
  CHECK(curves[0] == "set,group,epoch,test_accuracy_q1,test_accuracy_median,test_accuracy_q3");
  CHECK(curves[1].starts_with("1,1,0,"));
  CHECK(curves[2].starts_with("1,1,10,"));
  CHECK(curves[3].starts_with("1,2,0,"));
}

TEST_CASE("A picture of boundaries is a results directory of the cells that it shows, with labels for them alone") {
  const Claim claim = claim_with("kind = \"boundary\"\nwhere = { dataset = \"circle\" }");
  const auto labels = data_of(claim, "labels.csv");
  REQUIRE(labels.size() == 1 + 2);
  CHECK(labels[0] == "cell,label,dataset,activation,task,threshold,inputs,outputs");
  CHECK(labels[1].find(",relu,circle,relu,binary,0.5") != std::string::npos);
  CHECK(labels[2].find(",mine,circle,") != std::string::npos);
  // How many networks diverged stands in the summary of the whole trial.
  CHECK(data_of(claim, "summary.csv").size() == 1 + 4);
}
