#include "experiment/memory.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"

using namespace actlab;

namespace {

using Values = std::map<std::string, std::vector<std::string>>;

Experiment experiment_of(const Values& values, std::int64_t replicates = 16) {
  Experiment experiment;
  for (const auto& [name, texts] : values) set_values(experiment.common, name, texts, name);
  experiment.replicates = replicates;
  return experiment;
}

RunOptions options_of(unsigned jobs, Lanes lanes = Lanes::replicates) {
  RunOptions options;
  options.jobs = jobs;
  options.target = arithmetic::best_target();
  options.lanes = lanes;
  return options;
}

double memory(const Experiment& experiment, unsigned jobs = 1, Lanes lanes = Lanes::replicates) {
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  return memory_of(experiment, cells, options_of(jobs, lanes), cells.size());
}

}  // namespace

TEST_CASE("Memory grows with rows, width, optimizer state, replicates whose models are kept, threads and precision") {
  const double small = memory(experiment_of({}));
  CHECK(small > 10e6);
  CHECK(small < 60e6);
  const double wide = memory(experiment_of({{"arch", {"1000-1000"}}}));
  CHECK(wide > small + 1e6 * 16 * 2 * 8);  // models, before and after
  CHECK(memory(experiment_of({{"arch", {"1000-1000"}}, {"optimizer", {"adam"}}})) > wide + 2 * 1e6 * 8 * 4);
  const double alone = memory(experiment_of({{"arch", {"1000-1000"}}}), 1, Lanes::units);
  CHECK(alone < wide);
  CHECK(memory(experiment_of({{"arch", {"1000-1000"}}, {"precision", {"double"}}}), 1, Lanes::units) > alone);
  CHECK(memory(experiment_of({{"arch", {"1000-1000"}}}, 64), 2) > memory(experiment_of({{"arch", {"1000-1000"}}}, 64)));
  CHECK(memory(experiment_of({{"samples", {"1000000"}}})) > small + 3e6 * 8);
}

TEST_CASE("Memory for what excites units grows with their number, and beyond a few megabytes not with replicates") {
  Experiment without = experiment_of({{"arch", {"2000"}}});
  set_recording(without.recording, "record", "none", "test");
  Experiment with = without;
  with.recording.units = true;
  const auto of_units = [&](std::int64_t replicates) {
    without.replicates = with.replicates = replicates;
    return memory(with, 1, Lanes::units) - memory(without, 1, Lanes::units);
  };
  const double of_parameters = 2 * 8 * (2 * 2000 + 2000 + 2000 + 1);
  CHECK(of_units(1) > of_parameters + 2000 * 20 * 8);
  CHECK(of_units(1000) - of_units(500) < 500 * (of_parameters + 1000));
}

TEST_CASE("Memory does not grow with snapshots") {
  Experiment few = experiment_of({});
  few.recording.map_resolution = 501;
  few.recording.snapshots = 2;
  Experiment many = few;
  many.recording.snapshots = 2000;
  CHECK(memory(many) == memory(few));
}

TEST_CASE("A run that takes more memory than there is is refused with the setting to change") {
  DatasetCache cache;
  const auto where = [&](const Experiment& experiment, double limit) {
    RunOptions options = options_of(1);
    options.memory = limit;
    try {
      require_memory_for(experiment, plan(experiment, cache), options);
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::usage);
      return error.where();
    }
    return std::string("there is enough");
  };
  CHECK(where(experiment_of({}), 1e9) == "there is enough");
  CHECK(where(experiment_of({{"arch", {"1000-1000"}}}, 64), 1e8) == "`replicates`");
  CHECK(where(experiment_of({{"samples", {"1000000"}}}), 1e8) == "`dataset`");
  Experiment no_models = experiment_of({{"arch", {"2000-2000"}}});
  no_models.recording.model = no_models.recording.units = false;
  CHECK(where(no_models, 1e8) == "`arch`");
  set_values(no_models.common, "arch", {"60000-60000"}, "arch");
  CHECK(where(no_models, 0) == "`arch`");
}
