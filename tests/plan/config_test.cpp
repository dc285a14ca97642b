#include "plan/config.hpp"

#include <catch2/catch.hpp>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "data/catalogue.hpp"
#include "data/files.hpp"
#include "plan/grid.hpp"
#include "plan/other_values.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

using Names = std::vector<std::string>;

Experiment experiment(const std::map<std::string, Names>& values) {
  Experiment out;
  for (const auto& [name, texts] : values) set_values(out.common, name, texts, "test");
  return out;
}

Experiment read(const std::string& text) { return read_config(TemporaryDirectory().write("c.toml", text)); }

// The message without the directory's name.
std::string error_of(const std::string& text) {
  const TemporaryDirectory directory;
  const auto path = directory.write("c.toml", text);
  try {
    read_config(path);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    std::string message = error.what();
    const std::string prefix = directory.path().string() + "/";
    for (std::size_t at; (at = message.find(prefix)) != std::string::npos;) message.erase(at, prefix.size());
    return message;
  }
  return "no error";
}

}  // namespace

TEST_CASE("run.toml holds the whole experiment") {
  const TemporaryDirectory directory;
  Experiment original = experiment({{"activation", {"relu", "leaky_relu:slope=0.2"}},
                                    {"learning_rate", {"0.1", "1e-07", "1"}},
                                    {"dataset", {"spiral", "we\"ird \\ name.csv"}},
                                    {"shuffle", {"off"}},
                                    {"train_fraction", {"auto", "0.25"}}});
  original.replicates = 7;
  set_recording(original.recording, "record", "neurons,model", "test");
  set_recording(original.recording, "every", "3", "test");
  set_recording(original.recording, "boundary_plane", "a,b", "test");
  const std::string text = config_text(original);
  const Experiment read = read_config(directory.write("run.toml", text));
  CHECK(config_text(read) == text);
  CHECK(read.replicates == 7);
  CHECK(read.recording.neurons);
  CHECK(!read.recording.metrics);
  CHECK(read.recording.boundary_plane == "a,b");
  const auto cells = expand(read.common);
  CHECK(cells.size() == 2 * 3 * 2 * 2);
  CHECK(cells[0].shuffle == false);
  CHECK(cells[0].learning_rate == 0.1);
}

TEST_CASE("Every setting's values are read back as they were written, also those that need quotes") {
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    CAPTURE(name);
    REQUIRE(other_values().contains(name));
    const Names& values = other_values().at(name);
    const Experiment written = experiment({{name, values}});
    REQUIRE(written.common.values.at(name) == values);
    const Experiment back = read(config_text(written));
    CHECK(back.common.values.at(name) == values);
    CHECK(config_text(back) == config_text(written));
    for (const SettingInfo& other : settings_table()) {
      if (other.name == name) continue;
      CHECK(back.common.values.at(std::string(other.name)) == Names{setting_text(Settings(), other)});
    }
  }
}

TEST_CASE("Every part of the recording is read back as it was written") {
  for (const char* parts : {"none", "all", "metrics", "layers", "layer-curves", "boundary", "neurons", "predictions",
                            "units", "confusion", "mistakes", "model", "metrics,neurons,model"}) {
    CAPTURE(parts);
    Experiment written;
    set_recording(written.recording, "record", parts, "test");
    const Recording back = read(config_text(written)).recording;
    CHECK(back.metrics == written.recording.metrics);
    CHECK(back.layers == written.recording.layers);
    CHECK(back.layer_curves == written.recording.layer_curves);
    CHECK(back.boundary == written.recording.boundary);
    CHECK(back.neurons == written.recording.neurons);
    CHECK(back.predictions == written.recording.predictions);
    CHECK(back.units == written.recording.units);
    CHECK(back.confusion == written.recording.confusion);
    CHECK(back.mistakes == written.recording.mistakes);
    CHECK(back.model == written.recording.model);
  }
  Experiment written;
  set_recording(written.recording, "every", "7", "test");
  set_recording(written.recording, "snapshots", "3", "test");
  set_recording(written.recording, "snapshots_of", "all", "test");
  set_recording(written.recording, "neurons_of", "3,0,3", "test");
  set_recording(written.recording, "boundary_resolution", "51", "test");
  set_recording(written.recording, "map_resolution", "21", "test");
  set_recording(written.recording, "boundary_plane", "say \"a\" \\ \t\n\x7f,b", "test");
  set_replicates(written, "1000000", "test");
  const Experiment back = read(config_text(written));
  CHECK(back.recording.every == 7);
  CHECK(back.recording.snapshots == 3);
  CHECK(back.recording.snapshots_of_all);
  CHECK(back.recording.neurons_of == std::vector<std::uint32_t>{0, 3});
  CHECK(back.recording.boundary_resolution == 51);
  CHECK(back.recording.map_resolution == 21);
  CHECK(back.recording.boundary_plane == "say \"a\" \\ \t\n\x7f,b");
  CHECK(back.replicates == 1'000'000);
}

TEST_CASE("Everything is recorded of all networks, unless they are named, in whatever order") {
  const Recording all = read("record = \"all\"\n").recording;
  CHECK(all.neurons_of_all);
  CHECK(all.snapshots_of_all);
  const Recording named = read("neurons_of = [1]\nrecord = [\"all\"]\nsnapshots_of = \"mean\"\n").recording;
  CHECK(!named.neurons_of_all);
  CHECK(named.neurons_of == std::vector<std::uint32_t>{1});
  CHECK(!named.snapshots_of_all);
  const Recording some = read("record = [\"neurons\", \"model\"]\n").recording;
  CHECK(!some.neurons_of_all);
  CHECK(!some.snapshots_of_all);
  CHECK(read("neurons_of = \"all\"\n").recording.neurons_of_all);
}

TEST_CASE("A record list switches on what it names and everything else off") {
  Recording recording;
  set_recording(recording, "record", "neurons", "test");
  CHECK(recording.neurons);
  CHECK(!recording.metrics);
  CHECK(!recording.model);
  CHECK(!recording.units);
  CHECK(!recording.confusion);
  CHECK(!recording.mistakes);
  set_recording(recording, "record", "all", "test");
  CHECK(recording.metrics);
  CHECK(recording.layer_curves);
  CHECK(recording.predictions);
  set_recording(recording, "record", "", "test");
  CHECK(!recording.boundary);
}

TEST_CASE("Pairs are read back as they were written, one or several") {
  Experiment paired =
      experiment({{"arch", {"4", "8"}}, {"epochs", {"100", "50"}}, {"activation", {"relu", "tanh", "silu"}}});
  add_pair(paired.common, "epochs,arch", "test");
  CHECK(read_config(TemporaryDirectory().write("run.toml", config_text(paired))).common.pairs ==
        std::vector<std::vector<std::string>>{{"epochs", "arch"}});
  add_pair(paired.common, "batch-size,learning-rate,seed", "test");
  CHECK(read(config_text(paired)).common.pairs ==
        std::vector<Names>{{"epochs", "arch"}, {"batch_size", "learning_rate", "seed"}});
  CHECK(read("pair = [\"arch\", \"epochs\"]\n").common.pairs == std::vector<Names>{{"arch", "epochs"}});
  CHECK(read("pair = [[\"arch\", \"epochs\"], [\"seed\", \"loss\"]]\n").common.pairs ==
        std::vector<Names>{{"arch", "epochs"}, {"seed", "loss"}});
}

TEST_CASE("Grids are read back as they were written, each with its own values and pairs alone") {
  Experiment written = experiment({{"epochs", {"5"}}});
  written.grids.resize(2);
  set_values(written.grids[0], "activation", {"relu", "where(x>0,x,0)"}, "test");
  set_values(written.grids[1], "arch", {"4", "8"}, "test");
  set_values(written.grids[1], "seed", {"1", "2"}, "test");
  add_pair(written.grids[1], "arch,seed", "test");
  const Experiment back = read(config_text(written));
  REQUIRE(back.grids.size() == 2);
  CHECK(back.grids[0].values == written.grids[0].values);
  CHECK(back.grids[0].pairs.empty());
  CHECK(back.grids[1].values == written.grids[1].values);
  CHECK(back.grids[1].pairs == std::vector<Names>{{"arch", "seed"}});
  CHECK(config_text(back) == config_text(written));
}

TEST_CASE("Values become canonical, numbers and switches may stand as TOML has them, all stands for the table") {
  const Experiment one =
      read("epochs = 1e2\nshuffle = false\nbias = true\nlearning_rate = 0.0300\nactivation = \"swish\"\n");
  CHECK(one.common.values.at("epochs") == Names{"100"});
  CHECK(one.common.values.at("shuffle") == Names{"off"});
  CHECK(one.common.values.at("bias") == Names{"on"});
  CHECK(one.common.values.at("learning_rate") == Names{"0.03"});
  CHECK(one.common.values.at("activation") == Names{"silu"});
  const Names all = read("activation = [\"where(x>0,x,0)\", \"all\"]\n").common.values.at("activation");
  CHECK(all.size() > 20);
  CHECK(all[0] == "where(x>0,x,0)");
  CHECK(std::count(all.begin(), all.end(), "tanh") == 1);
  CHECK(std::count(all.begin(), all.end(), "all") == 0);
}

TEST_CASE("In a list of data sets generated, real and all stand for all of that kind, and a file's path for the file") {
  const auto data_sets = [](const char* text) { return read(text).common.values.at("dataset"); };
  const Names generated = data_sets("dataset = \"generated\"\n");
  const Names real = data_sets("dataset = \"real\"\n");
  CHECK(generated == generated_dataset_names());
  CHECK(real == bundled_dataset_names());
  CHECK(data_sets("dataset = \"all\"\n") == dataset_names());
  CHECK(data_sets("dataset = [\"generated\", \"real\"]\n") == dataset_names());
  CHECK(data_sets("dataset = [\"fn:x^2\", \"real\"]\n").size() == real.size() + 1);
  CHECK(data_sets("dataset = [\"./real\", \"generated/t.csv\"]\n") == Names{"./real", "generated/t.csv"});
  CHECK_THROWS_WITH(expand(experiment({{"dataset", {"iris", "real"}}}).common),
                    "`dataset`: 'iris' is given twice; give it once");
}

TEST_CASE("An error in a configuration names the file, the line, the column and the key") {
  const std::pair<const char*, const char*> cases[] = {
      {"\n\nepochs = -1\n",
       "c.toml:3:10: epochs: '-1' is not allowed; give a whole number of at least 0 and at most 1000000000"},
      {"epochs = 1.5\n",
       "c.toml:1:10: epochs: '1.5' is not allowed; give a whole number of at least 0 and at most 1000000000"},
      {"learning_rate = 0\n",
       "c.toml:1:17: learning_rate: '0' is not allowed; give a number above 0 and at most 1000000, or auto"},
      {"noise = nan\n", "c.toml:1:9: noise: 'nan' is not allowed; give a number of at least 0 and at most 80"},
      {"shuffle = 1\n", "c.toml:1:11: shuffle: '1' is not allowed; give on or off"},
      {"split = \"odered\"\n", "c.toml:1:9: split: 'odered' is not allowed; allowed are shuffled and ordered"},
      {"dataset = \"\"\n", "c.toml:1:11: dataset: the value is empty; give one"},
      {"arch = []\n", "c.toml:1:8: arch: the list is empty; give a value"},
      {"arch = {}\n",
       "c.toml:1:8: arch: this kind of value is not allowed here; give a number, a text or a list of them"},
      {"seed = 2020-01-01\n",
       "c.toml:1:8: seed: this kind of value is not allowed here; give a number, a text or a list of them"},
      {"replicates = 0\n", "c.toml:1:14: replicates: '0' is not allowed; give a whole number from 1 to 1000000"},
      {"replicates = [1, 2]\n", "c.toml:1:14: replicates: '1,2' is not allowed; give a whole number from 1 to 1000000"},
      {"every = 0\n", "c.toml:1:9: every: '0' is not allowed; give a whole number from 1 to 1000000000"},
      {"snapshots = -1\n", "c.toml:1:13: snapshots: '-1' is not allowed; give a whole number from 0 to 10000"},
      {"boundary_resolution = 1\n",
       "c.toml:1:23: boundary_resolution: '1' is not allowed; give a whole number from 2 to 2001"},
      {"boundary_plane = \"a\"\n",
       "c.toml:1:18: boundary_plane: 'a' is not allowed; give two input columns like petal_length,petal_width, or pca, "
       "or auto"},
      {"boundary_plane = \"a,\"\n",
       "c.toml:1:18: boundary_plane: 'a,' is not allowed; give two input columns like petal_length,petal_width, or "
       "pca, or auto"},
      {"record = [\"metric\"]\n",
       "c.toml:1:10: record: cannot record 'metric'; allowed are all, none, metrics, layers, layer-curves, boundary, "
       "neurons, predictions, units, confusion, mistakes and model"},
      {"pair = [\"arch\"]\n",
       "c.toml:1:8: pair: 'arch' is one setting only; name the settings that vary together, like arch,epochs"},
      {"pair = [[\"arch\", \"epochs\"],\n  [\"arch\", \"seed\"]]\n",
       "c.toml:2:3: pair: 'arch' is named twice; name it once"},
      {"pair = [\"arch\", \"epoch\"]\n", "c.toml:1:8: pair: unknown setting 'epoch'; did you mean epochs?"},
      {"epoch = 5\n", "c.toml:1:9: unknown key 'epoch'; did you mean epochs?"},
      {"replicate = 5\n", "c.toml:1:13: unknown key 'replicate'; did you mean replicates or resplit?"},
      {"grid = 5\n", "c.toml:1:8: grid is not a list of tables; begin each grid of the union with a line [[grid]]"},
      {"[[grid]]\narhc = \"4\"\n", "c.toml:2:8: unknown key 'arhc'; did you mean arch?"},
      {"[[grid]]\narch = \"4\"\n[[grid]]\nepochs = -1\n",
       "c.toml:4:10: epochs: '-1' is not allowed; give a whole number of at least 0 and at most 1000000000"},
  };
  for (const auto& [text, message] : cases) {
    CAPTURE(text);
    CHECK(error_of(text) == message);
  }
}

TEST_CASE("What may stand at the top of a configuration alone is an unknown key in a grid") {
  for (const char* key : {"replicates", "record", "every", "grid"}) {
    CHECK_THAT(error_of(std::string("[[grid]]\n") + key + " = 1\n"),
               Catch::StartsWith(std::string("c.toml:2:") + std::to_string(std::string(key).size() + 4) +
                                 ": unknown key '" + key + "'"));
  }
}

TEST_CASE("A value of a list that is of the wrong kind is told with its key") {
  CHECK(error_of("arch = [\"4\", {}]\n") ==
        "c.toml:1:14: arch: this kind of value is not allowed here; give a number, a text or a list of them");
}

TEST_CASE("The names of a plane's columns are text that TOML can hold") {
  Experiment experiment;
  try {
    set_recording(experiment.recording, "boundary_plane",
                  "gr\xF6\xDF"
                  "e,b",
                  "test");
  } catch (const Error&) {
    return;
  }
  CHECK_NOTHROW(read(config_text(experiment)));
}

TEST_CASE("What is no TOML is refused with its place, and a file that is not there is no input") {
  CHECK_THAT(error_of("epochs = \n"), Catch::StartsWith("c.toml:1:") && Catch::Contains("cannot be read as TOML: ") &&
                                          Catch::EndsWith("; see https://toml.io for the format"));
  CHECK_THAT(error_of("arch = \"4\"\nepochs = 1\nepochs = 2\n"), Catch::StartsWith("c.toml:3:"));
  CHECK_THAT(error_of("arch = \"4\n"), Catch::Contains("cannot be read as TOML: "));
  const TemporaryDirectory directory;
  for (const auto& path : {directory.path() / "none.toml", directory.path()}) {
    try {
      read_config(path);
      FAIL_CHECK("a configuration was read");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::no_input);
      CHECK(error.remedy() == "check the path of `config`");
    }
  }
}

TEST_CASE("Pairs of unknown, single or repeated settings are refused") {
  Grid grid = experiment({{"arch", {"4", "8"}}, {"epochs", {"100"}}}).common;
  CHECK_THROWS_WITH(add_pair(grid, "arch,epoch", "`pair`"), "`pair`: unknown setting 'epoch'; did you mean epochs?");
  CHECK_THROWS_WITH(add_pair(grid, "arch", "`pair`"),
                    "`pair`: 'arch' is one setting only; name the settings that vary together, like arch,epochs");
  CHECK_THROWS_WITH(add_pair(grid, "seed,seed", "`pair`"), "`pair`: 'seed' is named twice; name it once");
  CHECK(grid.pairs.empty());
  add_pair(grid, "arch,epochs", "`pair`");
  CHECK_THROWS_WITH(add_pair(grid, "loss,arch", "`pair`"), "`pair`: 'arch' is named twice; name it once");
  CHECK(grid.pairs == std::vector<Names>{{"arch", "epochs"}});
}
