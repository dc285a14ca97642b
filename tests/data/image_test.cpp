#include "data/image.hpp"

#include <catch2/catch.hpp>

using namespace actlab;

namespace {

using Pixel = ImagePlan::Pixel;

std::optional<ImagePlan> plan_of(const std::vector<std::string>& names, ImageShape shape = {}) {
  Dataset data;
  data.feature_names = names;
  data.image = shape;
  return image_plan(data);
}

}  // namespace

TEST_CASE("Inputs that are named by row and column are pixels, and those that are left out leave a hole") {
  Settings settings;
  settings.dataset = "digits";
  const auto digits = image_plan(load_dataset(settings));
  REQUIRE(digits);
  CHECK(digits->rows == 8);
  CHECK(digits->columns == 8);
  REQUIRE(digits->pixels.size() == 61);
  CHECK(digits->pixels.front() == Pixel{0, 1});  // 0_0 is the same in all images
  CHECK(digits->pixels.back() == Pixel{7, 7});
  settings.features = "pixel_3_4+pixel_1_2";
  const auto two = image_plan(load_dataset(settings));
  REQUIRE(two);
  CHECK(two->rows == 4);
  CHECK(two->columns == 5);
}

TEST_CASE("Numbered pixels lie along the rows of images whose shape is known") {
  const auto plan = plan_of({"pixel1", "pixel3", "pixel4", "pixel6"}, {2, 3});
  REQUIRE(plan);
  CHECK(plan->rows == 2);
  CHECK(plan->columns == 3);
  CHECK(plan->pixels == std::vector<Pixel>{{0, 0}, {0, 2}, {1, 0}, {1, 2}});
  CHECK(!plan_of({"pixel1", "pixel2", "pixel3", "pixel4"}));
  CHECK(!plan_of({"pixel0", "pixel1"}, {2, 2}));
  CHECK(!plan_of({"pixel4", "pixel5"}, {2, 2}));
}

TEST_CASE("Other inputs are no picture, nor is a line, nor what is larger than a picture may be") {
  CHECK(!plan_of({}));
  CHECK(!plan_of({"petal_length", "petal_width"}));
  CHECK(!plan_of({"pixel_0_0", "pixel_1_1", "age"}));
  CHECK(!plan_of({"pixel_0_0", "pixel_0_1"}));
  CHECK(!plan_of({"pixel_1_1", "pixel_-1_1"}));
  CHECK(!plan_of({"pixel_1_1", "pixel_1_"}));
  CHECK(!plan_of({"pixel_1_1", "pixel_1"}));
  CHECK(!plan_of({"pixel_1_1", "pixel_99999_1"}));
  CHECK(plan_of({"pixel_1_1", "pixel_999_99"}));
  CHECK(!plan_of({"pixel_1_1", "pixel_999_100"}));
}
