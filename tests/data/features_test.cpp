#include "data/features.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "actlab/error.hpp"
#include "data/files.hpp"

using namespace actlab;

namespace {

Settings of(const std::string& dataset, const std::string& features = "all") {
  Settings settings;
  settings.dataset = dataset;
  settings.features = features;
  return settings;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("Features of the plane are Playground's formulas") {
  Settings settings = of("circle");
  settings.features = "y+x^2+xy+sin(x)";
  const Dataset data = load_dataset(settings);
  const Dataset raw = load_dataset(of("circle"));
  CHECK(data.feature_names == std::vector<std::string>{"y", "x^2", "xy", "sin(x)"});
  for (std::size_t i = 0; i < data.rows; ++i) {
    const double x = raw.inputs[2 * i];
    const double y = raw.inputs[2 * i + 1];
    CHECK(data.inputs[4 * i] == y);
    CHECK(data.inputs[4 * i + 1] == x * x);
    CHECK(data.inputs[4 * i + 2] == x * y);
    CHECK(data.inputs[4 * i + 3] == Approx(std::sin(x)));
  }
  REQUIRE(data.plane_functions.size() == 4);
  for (std::size_t f = 0; f < 4; ++f) CHECK(data.plane_functions[f](raw.inputs[0], raw.inputs[1]) == data.inputs[f]);
}

TEST_CASE("Columns are chosen by name or number") {
  Settings settings = of("iris");
  settings.features = "petal_width+#1";
  CHECK(load_dataset(settings).feature_names == std::vector<std::string>{"petal_width", "sepal_length"});
  settings.features = "petal_widht";
  CHECK_THROWS_WITH(
      load_dataset(settings),
      "`features`: no column or formula is called 'petal_widht'; did you mean petal_width, sepal_width or "
      "petal_length?");
  settings.features = "x^2";
  CHECK_THROWS_WITH(load_dataset(settings), Catch::StartsWith("`features`: no column or formula is called 'x^2'"));
}

TEST_CASE("The functions of a plane are those of its features, for any point") {
  const Dataset data = load_dataset(of("circle", "x+y+x^2"));
  REQUIRE(data.plane_functions.size() == 3);
  CHECK(data.plane_functions[0](3, -5) == 3);
  CHECK(data.plane_functions[1](3, -5) == -5);
  CHECK(data.plane_functions[2](3, -5) == 9);
  const Dataset others = load_dataset(of("circle", "sin(y)+xy+y^2+x"));
  REQUIRE(others.plane_functions.size() == 4);
  CHECK(others.plane_functions[0](3, -5) == Approx(std::sin(-5.0)));
  CHECK(others.plane_functions[1](3, -5) == -15);
  CHECK(others.plane_functions[2](3, -5) == 25);
  CHECK(others.plane_functions[3](3, -5) == 3);
  CHECK(load_dataset(of("circle")).plane_functions.size() == 2);
}

TEST_CASE("Every formula is a function of the point under its name") {
  const auto formulas = feature_formulas();
  REQUIRE(formulas.size() == 7);
  const double x = 0.75;
  const double y = -1.5;
  const double expected[] = {x, y, x * x, y * y, x * y, std::sin(x), std::sin(y)};
  const char* names[] = {"x", "y", "x^2", "y^2", "xy", "sin(x)", "sin(y)"};
  for (std::size_t f = 0; f < formulas.size(); ++f) {
    CHECK(formulas[f].name == names[f]);
    CHECK(formulas[f].value(x, y) == Approx(expected[f]));
  }
}

TEST_CASE("Two numeric columns of a file are a plane under their own names") {
  const test::TemporaryDirectory directory;
  const std::string path = directory.write("t.csv", "width,height,kind\n1,2,a\n3,5,b\n4,4,a\n").string();
  const Dataset data = load_dataset(of(path, "height+x^2+#1"));
  CHECK(data.feature_names == Names{"height", "x^2", "width"});
  CHECK(data.inputs.values() == std::vector<double>{2, 1, 1, 5, 9, 3, 4, 16, 4});
  REQUIRE(data.plane_functions.size() == 3);
  CHECK(data.plane_functions[0](3, 5) == 5);
  CHECK(data.plane_functions[1](3, 5) == 9);
  CHECK(data.plane_functions[2](3, 5) == 3);
  CHECK(data.plane == std::vector<double>{1, 2, 3, 5, 4, 4});
  CHECK(data.plane_names == Names{"width", "height"});
}

TEST_CASE("Data of no plane have no functions of one") {
  CHECK(load_dataset(of("iris")).plane_functions.empty());
  CHECK(load_dataset(of("iris", "petal_width+sepal_width")).plane_functions.empty());
  CHECK(load_dataset(of("fn:sin(x)")).plane_functions.empty());
  CHECK(make_dataset(Task::binary, {1, 2, 3, 4}, 2, {0, 1}).plane_functions.empty());
}

TEST_CASE("A categorical column's name stands for all its inputs, and one of them may be taken alone") {
  const test::TemporaryDirectory directory;
  const std::string path =
      directory.write("t.csv", "colour,size,kind\nred,1,a\nblue,2,b\nred,3,a\ngreen,4,b\n").string();
  CHECK(load_dataset(of(path, "size+colour")).feature_names ==
        Names{"size", "colour=blue", "colour=green", "colour=red"});
  const Dataset one = load_dataset(of(path, "colour=red"));
  CHECK(one.feature_names == Names{"colour=red"});
  CHECK(one.inputs.values() == std::vector<double>{1, 0, 1, 0});
}

TEST_CASE("A plane's data may have no feature at all, and no other data may") {
  const Dataset data = load_dataset(of("circle", "none"));
  CHECK(data.features() == 0);
  CHECK(data.inputs.empty());
  CHECK(data.rows == 500);
  CHECK(data.plane.size() == 1000);
  CHECK(data.plane_functions.empty());
  CHECK_THROWS_WITH(load_dataset(of("iris", "none")),
                    Catch::StartsWith("`features`: no column or formula is called 'none'"));
}

TEST_CASE("A feature named twice, by name or number, and numbers of no column are refused") {
  CHECK_THROWS_WITH(load_dataset(of("circle", "x+y+x")), "`features`: 'x' is named twice; name it once");
  CHECK_THROWS_WITH(load_dataset(of("circle", "x+#1")), "`features`: 'x' is named twice; name it once");
  CHECK_THROWS_WITH(load_dataset(of("circle", "xy+xy")), "`features`: 'xy' is named twice; name it once");
  for (const char* features : {"#0", "#3", "#-1", "x+", "+x", "x^3"}) {
    CAPTURE(features);
    CHECK_THROWS_WITH(load_dataset(of("circle", features)),
                      Catch::StartsWith("`features`: no column or formula is called '"));
  }
}
