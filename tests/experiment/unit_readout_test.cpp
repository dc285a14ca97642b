#include "experiment/unit_readout.hpp"

#include <catch2/catch.hpp>

#include "data/files.hpp"
#include "experiment/runner.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "record/recorded_files.hpp"

using namespace actlab;

namespace {

// Hashes of all files of digits under four kinds of layers, by their names.
std::map<std::string, std::string> files_of_digits(Lanes lanes, unsigned jobs, const std::string& record,
                                                   std::int64_t replicates = 5) {
  const test::TemporaryDirectory directory;
  Experiment experiment;
  set_values(experiment.common, "dataset", {"digits"}, "test");
  set_values(experiment.common, "arch", {"7-3"}, "test");
  set_values(experiment.common, "activation", {"relu", "maxout", "swiglu", "crelu"}, "test");
  set_values(experiment.common, "epochs", {"1"}, "test");
  set_recording(experiment.recording, "record", record, "test");
  experiment.replicates = replicates;
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  RunOptions options;
  options.target = arithmetic::best_target();
  options.lanes = lanes;
  options.jobs = jobs;
  run_experiment(experiment, cells, directory.path() / "r", options);
  return RecordedFiles(directory.path() / "r").hashes();
}

std::set<std::string> names_in_a_cell(const std::map<std::string, std::string>& files) {
  std::set<std::string> names;
  for (const auto& [name, hash] : files) {
    if (name.starts_with("cells/")) names.insert(name.substr(name.rfind('/') + 1));
  }
  return names;
}

}  // namespace

TEST_CASE("What units learn, confusion and mistakes are the same bytes in either layout, with any number of threads") {
  const std::string record = "units,confusion,mistakes";
  const auto files = files_of_digits(Lanes::replicates, 1, record);
  CHECK(names_in_a_cell(files) == std::set<std::string>{"units.csv", "unit-samples.csv", "unit-weights.csv",
                                                        "unit-pictures.csv", "confusion.csv", "mistakes.csv",
                                                        "mistake-pictures.csv"});
  CHECK(files_of_digits(Lanes::units, 1, record) == files);
  CHECK(files_of_digits(Lanes::replicates, 3, record) == files);
}

TEST_CASE("Each part of the recording writes its own files") {
  const auto names = [](const std::string& record) { return names_in_a_cell(files_of_digits({}, 1, record, 1)); };
  CHECK(names("units") ==
        std::set<std::string>{"units.csv", "unit-samples.csv", "unit-weights.csv", "unit-pictures.csv"});
  CHECK(names("confusion") == std::set<std::string>{"confusion.csv"});
  CHECK(names("mistakes") == std::set<std::string>{"mistakes.csv", "mistake-pictures.csv"});
}
