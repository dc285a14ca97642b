#include "record/model_file.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;
using namespace actlab::test;

namespace {

// A layer whose numbers are counted up from `first` in steps that no short text has.
LayerParameters layer(std::size_t units, std::size_t inputs, double first, bool single) {
  LayerParameters out{.units = units, .inputs = inputs, .weights = {}, .biases = {}, .learned = {}};
  double value = first;
  const auto next = [&] {
    value += 1.0 / 3;
    return single ? static_cast<double>(static_cast<float>(value)) : value;
  };
  for (std::size_t i = 0; i < units * inputs; ++i) out.weights.push_back(next());
  for (std::size_t i = 0; i < units; ++i) out.biases.push_back(next());
  return out;
}

Model model_of(Precision precision, std::size_t replicates = 2) {
  const bool single = precision == Precision::float32;
  Model model;
  model.settings.dataset = "we\"ird \\ näme.csv";
  model.settings.arch = "3";
  model.settings.learning_rate = 0.1;
  model.settings.precision = precision;
  model.settings.task = Task::multiclass;
  model.task = Task::multiclass;
  model.features = {"a", "b,\"c\""};
  model.targets = {"kind"};
  model.classes = {"x", "y"};
  model.plane = {"a", "b,\"c\""};
  model.scalings = {{{{0.1, -2}, {1.0 / 3, 1}}, {{}, {}}}};
  for (std::uint32_t r = 0; r < replicates; ++r) {
    model.replicates.push_back({r,
                                {layer(3, 2, 0.1 * r, single), layer(2, 3, -5, single)},
                                {layer(3, 2, 1e-20, single), layer(2, 3, -1e5 * r, single)}});
  }
  return model;
}

void check_same(const std::vector<LayerParameters>& read, const std::vector<LayerParameters>& written) {
  REQUIRE(read.size() == written.size());
  for (std::size_t l = 0; l < read.size(); ++l) {
    CHECK(read[l].units == written[l].units);
    CHECK(read[l].inputs == written[l].inputs);
    CHECK(read[l].weights == written[l].weights);
    CHECK(read[l].biases == written[l].biases);
    CHECK(read[l].learned == written[l].learned);
  }
}

void check_same(const Model& read, const Model& written) {
  CHECK(read.task == written.task);
  CHECK(read.settings.dataset == written.settings.dataset);
  CHECK(read.settings.arch == written.settings.arch);
  CHECK(read.settings.learning_rate == written.settings.learning_rate);
  CHECK(read.settings.precision == written.settings.precision);
  CHECK(read.features == written.features);
  CHECK(read.targets == written.targets);
  CHECK(read.classes == written.classes);
  CHECK(read.plane == written.plane);
  REQUIRE(read.scalings.size() == written.scalings.size());
  for (std::size_t s = 0; s < read.scalings.size(); ++s) {
    CHECK(read.scalings[s].inputs.mean == written.scalings[s].inputs.mean);
    CHECK(read.scalings[s].inputs.sd == written.scalings[s].inputs.sd);
    CHECK(read.scalings[s].targets.mean == written.scalings[s].targets.mean);
    CHECK(read.scalings[s].targets.sd == written.scalings[s].targets.sd);
  }
  REQUIRE(read.replicates.size() == written.replicates.size());
  for (std::size_t r = 0; r < read.replicates.size(); ++r) {
    CHECK(read.replicates[r].replicate == written.replicates[r].replicate);
    check_same(read.replicates[r].initial, written.replicates[r].initial);
    check_same(read.replicates[r].trained, written.replicates[r].trained);
  }
}

std::string text_of(const Model& model) {
  const TemporaryDirectory directory;
  AtomicFile file(directory.path() / "model.json");
  write_model(file, model);
  file.commit();
  return read_file(directory.path() / "model.json");
}

Model read_text(const std::string& text) { return read_model(text, "model.json"); }

void check_round_trip(const Model& model) { check_same(read_text(text_of(model)), model); }

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("A model is read back as it was written, to the last bit of float and of double") {
  check_round_trip(model_of(Precision::float32));
  check_round_trip(model_of(Precision::float64));
  Model extreme = model_of(Precision::float64, 1);
  extreme.replicates[0].trained[0].weights[0] = std::numeric_limits<double>::max();
  extreme.replicates[0].trained[0].weights[1] = std::numeric_limits<double>::denorm_min();
  check_round_trip(extreme);
  Model single = model_of(Precision::float32, 1);
  single.replicates[0].trained[0].weights[0] = static_cast<double>(std::numeric_limits<float>::max());
  single.replicates[0].trained[0].weights[1] = static_cast<double>(std::numeric_limits<float>::denorm_min());
  check_round_trip(single);
}

TEST_CASE("The sign of a weight that is 0 is kept") {
  for (const Precision precision : {Precision::float32, Precision::float64}) {
    Model model = model_of(precision, 1);
    model.replicates[0].trained[0].weights[0] = -0.0;
    model.replicates[0].trained[0].weights[1] = 0.0;
    const Model read = read_text(text_of(model));
    CHECK(std::signbit(read.replicates[0].trained[0].weights[0]));
    CHECK(!std::signbit(read.replicates[0].trained[0].weights[1]));
  }
}

TEST_CASE("Numbers of a float network are written as floats") {
  Model model = model_of(Precision::float32, 1);
  model.replicates[0].trained[1].biases = {static_cast<double>(0.1F), static_cast<double>(0.7F)};
  CHECK(text_of(model).find("[0.1,0.7]") != std::string::npos);
}

TEST_CASE("The same model has the same bytes, also after it was read back") {
  const Model model = model_of(Precision::float32);
  const std::string text = text_of(model);
  CHECK(text_of(model) == text);
  CHECK(text_of(read_text(text)) == text);
}

TEST_CASE("Networks with data of their own keep scalings of their own, and a regression those of its targets") {
  Model model = model_of(Precision::float64, 3);
  model.task = Task::regression;
  model.settings.task = Task::regression;
  model.classes.clear();
  model.targets = {"p", "q"};
  model.plane.clear();
  model.scalings.clear();
  for (int r = 0; r < 3; ++r) {
    const double shift = r;
    model.scalings.push_back({{{0.1 + shift, 2}, {3, 0.7 + shift}}, {{5 + shift, 6}, {7, 8 + shift}}});
  }
  check_round_trip(model);
  CHECK(read_text(text_of(model)).scaling(2).targets.mean == std::vector<double>{7, 6});
  model.scalings.resize(1);
  check_round_trip(model);
}

TEST_CASE("Numbers that an activation learned are kept by layer") {
  Model model = model_of(Precision::float32, 1);
  model.replicates[0].initial[0].learned = {0.25};
  model.replicates[0].trained[0].learned = {static_cast<double>(0.3F)};
  check_round_trip(model);
}

TEST_CASE("What is no number is written as null and read as NaN") {
  Model model = model_of(Precision::float64, 1);
  LayerParameters& diverged = model.replicates[0].trained[0];
  diverged.weights[0] = std::nan("");
  diverged.weights[1] = std::numeric_limits<double>::infinity();
  diverged.biases[2] = -std::numeric_limits<double>::infinity();
  const std::string text = text_of(model);
  CHECK(text.find("[[null,null]") != std::string::npos);
  const LayerParameters read = read_text(text).replicates.at(0).trained.at(0);
  CHECK(std::isnan(read.weights[0]));
  CHECK(std::isnan(read.weights[1]));
  CHECK(std::isnan(read.biases[2]));
  CHECK(read.weights[2] == diverged.weights[2]);
}

TEST_CASE("Damaged model files are bad data") {
  const std::string whole = text_of(model_of(Precision::float32));
  const std::pair<std::string, std::string> cases[] = {
      {"", ""},
      {"[]", ""},
      {whole.substr(0, whole.size() / 2), ""},
      {replaced(whole, "\"format\":1", "\"format\":2"), "its format is not 1"},
      {replaced(whole, "\"learning_rate\"", "\"learning_rat\""), "it has an unknown setting learning_rat"},
      {replaced(whole, "\"task\":\"multiclass\"", "\"task\":\"auto\""), "its task is not decided"},
      {replaced(whole, "\"features\"", "\"featurs\""), "featur"},
      {replaced(whole, R"("features":["a","b,\"c\""])", R"("features":[])"), "it names no inputs or no targets"},
      {replaced(whole, R"("features":["a",)", R"("features":["a","b",)"), "its scaling does not fit its inputs"},
      {replaced(whole, R"("targets":["kind"])", R"("targets":[])"), "it names no inputs or no targets"},
      {replaced(whole, R"("classes":["x","y"])", R"("classes":["x"])"), "it names fewer than two classes"},
      {replaced(whole, R"("sd":[0.3333333333333333,1])", R"("sd":[1])"), "its scaling does not fit its inputs"},
      {replaced(whole, R"("target_scaling":{"mean":[],"sd":[]})", R"("target_scaling":{"mean":[1],"sd":[1]})"),
       "its scaling does not fit its inputs"},
      {replaced(whole, R"("mean":[0.1,)", R"("mean":["0.1",)"), ""},
      {whole.substr(0, whole.find("\"replicates\"")) + "\"replicates\":[]}", "it holds no network"},
      {replaced(whole, "\"biases\":[[", "\"biases\":[[],["), "weights and biases are of different depth"},
      {replaced(whole, "\"weights\":[[[", "\"weights\":[[[1,"), "a layer's units have different fan-in"},
      {replaced(whole, "\"weights\":[[[", "\"weights\":[[[[],"), ""},
      {replaced(whole, "\"final\"", "\"last\""), "final"},
  };
  for (const auto& [text, why] : cases) {
    CAPTURE(text.substr(0, 2000));
    try {
      read_text(text);
      FAIL_CHECK("the model was read");
    } catch (const Error& error) {
      CHECK(error.kind() == ErrorKind::bad_data);
      CHECK(error.where() == "model.json");
      CHECK_THAT(error.problem(), Catch::StartsWith("is not a whole model file: ") && Catch::Contains(why));
    }
  }
}

TEST_CASE("A model file cut at any length is bad data or whole") {
  const std::string whole = text_of(model_of(Precision::float32, 1));
  for (std::size_t length = 0; length + 1 < whole.size(); length += 7) {
    try {
      read_text(whole.substr(0, length));
      FAIL_CHECK("a model of " << length << " bytes was read");
    } catch (const Error& error) {
      REQUIRE(error.kind() == ErrorKind::bad_data);
    }
  }
}

TEST_CASE("A model file in which a setting has no allowed value is bad data") {
  const std::string text = replaced(text_of(model_of(Precision::float32)), R"("arch":"3")", R"("arch":"x")");
  try {
    read_text(text);
    FAIL("the model was read");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
  }
}

TEST_CASE("A model file in which one network of two has a scaling of its own is bad data") {
  Model model = model_of(Precision::float32);
  model.scalings.push_back(model.scalings.front());
  const std::string own = text_of(model);
  const std::size_t begin = own.find("\"input_scaling\"", own.find("\"replicate\":1"));
  const std::size_t end = own.find("\"initial\"", begin);
  std::string text = own;
  text.erase(begin, end - begin);
  CHECK_THROWS_WITH(read_text(text), Catch::Contains("some networks have a scaling of their own and some have none"));
}
