#include "actlab/dataset.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "actlab/error.hpp"
#include "actlab/settings_table.hpp"
#include "data/files.hpp"
#include "plan/dataset_kind.hpp"
#include "plan/other_values.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

Settings of(const std::string& dataset, std::optional<Task> task = std::nullopt) {
  Settings settings;
  settings.dataset = dataset;
  settings.task = task;
  return settings;
}

std::string error_of(const Settings& settings, ErrorKind kind = ErrorKind::usage) {
  try {
    load_dataset(settings);
  } catch (const Error& error) {
    CHECK(error.kind() == kind);
    return error.what();
  }
  return "no error";
}

std::string table() {
  std::string text = "a,b,y\n1,NA,0\n";
  for (int i = 2; i < 22; ++i)
    text += std::to_string(i) + "," + std::to_string(i * i) + "," + std::to_string(i % 2) + "\n";
  return text;
}

// Two images of two by two pixels, with their labels beside them.
std::filesystem::path write_images(const TemporaryDirectory& directory) {
  using std::string_literals::operator""s;
  directory.write("t-labels-idx1-ubyte", "\0\0\x08\x01\0\0\0\x02\0\x01"s);
  return directory.write("t-images-idx3-ubyte",
                         "\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x02\0\x33\x66\xFF\x01\x02\x03\x04"s);
}

// A share directory with a small set under the name of an installed one, for as long as it lives.
class OwnShare {
 public:
  OwnShare() {
    namespace fs = std::filesystem;
    using std::string_literals::operator""s;
    const fs::path set = directory_.path() / "datasets" / "fashion-mnist";
    fs::create_directories(set);
    fs::copy(fs::path(ACTLAB_SOURCE_DIR) / "datasets" / "fashion-mnist.md", directory_.path() / "datasets");
    const std::string folder = "datasets/fashion-mnist/";
    directory_.write(folder + "train-labels-idx1-ubyte.gz", "\0\0\x08\x01\0\0\0\x03\0\x08\x09"s);
    directory_.write(folder + "train-images-idx3-ubyte.gz", "\0\0\x08\x03\0\0\0\x03\0\0\0\x01\0\0\0\x01\0\x33\x66"s);
    directory_.write(folder + "t10k-labels-idx1-ubyte.gz", "\0\0\x08\x01\0\0\0\x02\x09\0"s);
    directory_.write(folder + "t10k-images-idx3-ubyte.gz", "\0\0\x08\x03\0\0\0\x02\0\0\0\x01\0\0\0\x01\xFF\x33"s);
    setenv("ACTLAB_SHARE", directory_.path().c_str(), 1);
  }
  OwnShare(const OwnShare&) = delete;
  OwnShare& operator=(const OwnShare&) = delete;
  ~OwnShare() { unsetenv("ACTLAB_SHARE"); }

 private:
  TemporaryDirectory directory_;
};

bool same(const Dataset& a, const Dataset& b) {
  return a.name == b.name && a.task == b.task && a.rows == b.rows && a.feature_names == b.feature_names &&
         a.target_names == b.target_names && a.classes == b.classes && a.inputs == b.inputs && a.targets == b.targets &&
         a.generated == b.generated && a.standardize_by_default == b.standardize_by_default && a.sha256 == b.sha256 &&
         a.plane == b.plane && a.plane_names == b.plane_names && a.plane_low[0] == b.plane_low[0] &&
         a.plane_low[1] == b.plane_low[1] && a.plane_high[0] == b.plane_high[0] && a.plane_high[1] == b.plane_high[1] &&
         a.plane_functions == b.plane_functions;
}

// Whether another value of the setting gives other data, or none.
bool changes(const Settings& base, const SettingInfo& setting, const std::string& value) {
  const Dataset before = load_dataset(base);
  Settings settings = base;
  set_setting(settings, setting, value, "test");
  if (setting_text(settings, setting) == setting_text(base, setting)) return false;
  try {
    return !same(before, load_dataset(settings));
  } catch (const Error&) {
    return true;
  }
}

}  // namespace

TEST_CASE("A data set is generated, a function's, Playground's, a bundled one's or a file's, by its name") {
  const TemporaryDirectory directory;
  const Dataset spiral = load_dataset(of("spiral"));
  CHECK(spiral.generated);
  CHECK(spiral.name == "spiral");
  CHECK(spiral.sha256.empty());
  const Dataset arms = load_dataset(of("arms:4"));
  CHECK(arms.classes.size() == 4);
  const Dataset function = load_dataset(of("fn:x^2"));
  CHECK(function.generated);
  CHECK(function.task == Task::regression);
  CHECK(function.features() == 1);
  const Dataset playground = load_dataset(of("playground-circle:7"));
  CHECK(playground.generated);
  CHECK(playground.rows == 500);
  CHECK(playground.inputs != load_dataset(of("circle")).inputs);
  const Dataset iris = load_dataset(of("iris"));
  CHECK(!iris.generated);
  CHECK(iris.name == "iris");
  CHECK(iris.sha256.size() == 64);
  Settings file = of(directory.write("iris.csv", table()).string());
  file.missing = MissingValues::drop;
  const Dataset own = load_dataset(file);
  CHECK(own.rows == 20);
  CHECK(own.name == file.dataset);
  CHECK(own.sha256 == file_hash(file.dataset));
  const auto images = write_images(directory);
  const Dataset pictures = load_dataset(of(images.string()));
  CHECK(pictures.rows == 2);
  CHECK(pictures.features() == 4);
  CHECK(pictures.inputs[3] == 1);
  CHECK(pictures.sha256 == file_hash(images));
}

TEST_CASE("Features are chosen of every kind of data") {
  const TemporaryDirectory directory;
  for (const std::string& name : {std::string("spiral"), std::string("playground-xor:1"), std::string("iris"),
                                  write_images(directory).string()}) {
    CAPTURE(name);
    Settings settings = of(name);
    settings.features = "#2";
    const Dataset data = load_dataset(settings);
    CHECK(data.features() == 1);
    CHECK(data.inputs.size() == data.rows);
    CHECK(data.inputs[0] == load_dataset(of(name)).inputs[1]);
  }
}

TEST_CASE("An unknown name is refused with the nearest data sets") {
  CHECK(error_of(of("spirl")) ==
        "`dataset`: unknown data set 'spirl'; did you mean spiral? 'actlab list datasets' shows all; a file is given "
        "by its path");
  CHECK_THAT(error_of(of("irsi")), Catch::StartsWith("`dataset`: unknown data set 'irsi'; did you mean iris"));
  CHECK(error_of(of("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"))
            .ends_with("'; 'actlab list datasets' shows all; a file is given by its path"));
}

TEST_CASE("A name that looks like a path is a file that cannot be opened") {
  const TemporaryDirectory directory;
  for (const std::string& name : {(directory.path() / "none.csv").string(), (directory.path() / "none").string(),
                                  (directory.path() / "x-images-idx3-ubyte").string(), directory.path().string()}) {
    CAPTURE(name);
    CHECK_THAT(error_of(of(name), ErrorKind::no_input), Catch::StartsWith(name));
  }
}

TEST_CASE("A task that a data set does not have is refused, and its own is not") {
  const TemporaryDirectory directory;
  CHECK(error_of(of("spiral", Task::regression)) ==
        "`task`: spiral is of the task binary, not regression; leave `task` out");
  CHECK(error_of(of("fn:x^2", Task::binary)) ==
        "`task`: fn:x^2 is of the task regression, not binary; leave `task` out");
  CHECK(error_of(of("playground-circle:7", Task::multiclass)) ==
        "`task`: playground-circle:7 is of the task binary, not multiclass; leave `task` out");
  CHECK_THAT(error_of(of(write_images(directory).string(), Task::regression)),
             Catch::EndsWith(", not regression; leave `task` out"));
  CHECK(load_dataset(of("spiral", Task::binary)).rows == 500);
  CHECK(load_dataset(of("fn:x^2", Task::regression)).rows == 500);
  CHECK(load_dataset(of("playground-circle:7", Task::binary)).rows == 500);
  CHECK(load_dataset(of("diabetes", Task::regression)).rows == 442);
}

TEST_CASE("Each replicate may have its own draw of generated points, and a file has one") {
  for (const char* name : {"spiral", "fn:sin(x)", "playground-circle:7"}) {
    CAPTURE(name);
    Settings settings = of(name);
    settings.noise = 10;
    CHECK(load_dataset(settings, 1).inputs == load_dataset(settings, 1).inputs);
    CHECK(load_dataset(settings, 1).inputs != load_dataset(settings, 2).inputs);
    CHECK(load_dataset(settings).inputs == load_dataset(settings, 0).inputs);
  }
  CHECK(same(load_dataset(of("iris"), 1), load_dataset(of("iris"), 2)));
}

// Data sets are kept by the settings that makes_data marks: one too few, and a cell would train on another's data.
TEST_CASE("Data depend on the settings that are marked so and on no others") {
  const TemporaryDirectory directory;
  std::vector<Settings> bases;
  for (const std::string& name :
       {std::string("spiral"), std::string("fn:sin(x)"), std::string("playground-xor:3"), std::string("diabetes"),
        write_images(directory).string(), directory.write("t.csv", table()).string()}) {
    bases.push_back(of(name));
    bases.back().missing = MissingValues::drop;
  }
  for (const SettingInfo& setting : settings_table()) {
    const std::string name(setting.name);
    CAPTURE(name);
    REQUIRE(other_values().contains(name));
    bool any = false;
    for (const Settings& base : bases) {
      for (const std::string& value : other_values().at(name)) {
        if (name == "samples" && value.size() > 4) continue;
        any = changes(base, setting, value) || any;
      }
    }
    CHECK(any == setting.makes_data);
  }
}

TEST_CASE("Variants of a data set are called by one name, and functions by their own") {
  CHECK(data_set_of("rings:5") == "rings");
  CHECK(data_set_of("arms") == "arms");
  CHECK(data_set_of("playground-circle:7") == "playground-circle");
  CHECK(data_set_of("fn:sin(3*x);from=-2;to=2") == "fn:sin(3*x);from=-2;to=2");
  CHECK(data_set_of("some:file.csv") == "some:file.csv");
  CHECK(is_generated("rings:5"));
  CHECK(is_generated("fn:x^2"));
  CHECK(!is_generated("iris"));
  CHECK(!is_generated("./rings.csv"));
}

TEST_CASE("An installed set has its own test rows and the card's names, unless a split is asked for") {
  const OwnShare share;
  const Dataset data = load_dataset(of("fashion-mnist"));
  CHECK(data.classes == std::vector<std::string>{"T-shirt/top", "Bag", "Ankle boot"});
  CHECK(data.inputs.values() == std::vector<double>{0, 0.2, 0.4, 1, 0.2});
  CHECK(data.targets == std::vector<double>{0, 1, 2, 2, 0});
  CHECK(data.test_rows == 2);
  CHECK(data.test_sha256.size() == 64);
  Settings alone = of("fashion-mnist");
  alone.test_dataset = "none";
  CHECK(load_dataset(alone).rows == 3);
  CHECK(load_dataset(alone).test_rows == 0);
}

TEST_CASE("A test file is one of the format of the data to learn from, and generated data take none") {
  const TemporaryDirectory directory;
  Settings settings = of(directory.write("t.csv", table()).string());
  settings.missing = MissingValues::drop;
  settings.test_dataset = directory.write("s.csv", "a,b,y\n30,1,0\n").string();
  CHECK(load_dataset(settings).test_rows == 1);
  settings.test_dataset = write_images(directory).string();
  CHECK(error_of(settings) ==
        "`test_dataset`: is not in the format of `dataset`; give both as CSV or both as IDX files");
  settings.test_dataset = "own";
  CHECK(error_of(settings).ends_with("t.csv has no test set of its own; give the path of a file, or none"));
  Settings generated = of("circle");
  generated.test_dataset = settings.test_dataset;
  CHECK(error_of(generated) ==
        "`test_dataset`: circle is generated and tests on points of its own; leave `test_dataset` out");
}

TEST_CASE("Noise moves the inputs of a file, by the data's seed") {
  Settings settings = of("iris");
  const Dataset clean = load_dataset(settings);
  settings.noise = 20;
  const Dataset noisy = load_dataset(settings);
  CHECK_FALSE(noisy.inputs == clean.inputs);
  CHECK(noisy.targets == clean.targets);
  CHECK(load_dataset(settings).inputs == noisy.inputs);
  settings.data_seed = 1;
  CHECK_FALSE(load_dataset(settings).inputs == noisy.inputs);
}
