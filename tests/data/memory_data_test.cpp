#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "actlab/dataset.hpp"
#include "actlab/error.hpp"

using namespace actlab;

namespace {

using Names = std::vector<std::string>;
using Values = std::vector<double>;

std::string error_of(Task task, const Values& inputs, std::size_t features, const Values& targets,
                     std::size_t target_columns = 1, const Names& classes = {}) {
  try {
    make_dataset(task, inputs, features, targets, target_columns, classes);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::bad_data);
    CHECK(error.where() == "data from memory");
    return error.problem() + "; " + error.remedy();
  }
  return "no error";
}

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("Data from memory have numbered columns, are standardised by default and of no plane") {
  const Dataset data = make_dataset(Task::binary, {1, 2, 3, 4, 5, 6}, 2, {0, 1, 1});
  CHECK(data.name == "memory");
  CHECK(data.task == Task::binary);
  CHECK(data.rows == 3);
  CHECK(data.feature_names == Names{"x1", "x2"});
  CHECK(data.target_names == Names{"y"});
  CHECK(data.inputs.values() == Values{1, 2, 3, 4, 5, 6});
  CHECK(data.targets == Values{0, 1, 1});
  CHECK(data.outputs() == 1);
  CHECK(!data.generated);
  CHECK(data.standardize_by_default);
  CHECK(data.plane.empty());
  CHECK(data.sha256.size() == 64);
  const Dataset several = make_dataset(Task::regression, {1, 2}, 1, {0.5, -1, 2.5, 3}, 2);
  CHECK(several.feature_names == Names{"x1"});
  CHECK(several.target_names == Names{"y1", "y2"});
  CHECK(several.classes.empty());
  CHECK(several.outputs() == 2);
}

TEST_CASE("Classes are called by their numbers where they have no names") {
  CHECK(make_dataset(Task::binary, {1, 2}, 1, {0, 1}).classes == Names{"0", "1"});
  CHECK(make_dataset(Task::binary, {1, 2}, 1, {0, 0}).classes == Names{"0", "1"});
  CHECK(make_dataset(Task::multiclass, {1, 2, 3}, 1, {0, 3, 1}).classes == Names{"0", "1", "2", "3"});
  CHECK(make_dataset(Task::multiclass, {1, 2}, 1, {0, 1}, 1, {"a", "b", "c"}).classes == Names{"a", "b", "c"});
  CHECK(make_dataset(Task::multiclass, {1, 2}, 1, {0, 1}, 1, {"a", "b", "c"}).outputs() == 3);
}

TEST_CASE("Labels are 0 or 1 in as many columns as one likes") {
  const Dataset data = make_dataset(Task::multilabel, {1, 2}, 1, {0, 1, 1, 1, 0, 0}, 3);
  CHECK(data.target_names == Names{"y1", "y2", "y3"});
  CHECK(data.classes.empty());
  CHECK(make_dataset(Task::multilabel, {1, 2}, 1, {0, 1}).target_names == Names{"y"});
  CHECK(error_of(Task::multilabel, {1, 2}, 1, {0, 1, 2, 0}, 2) ==
        "target 1 of row 1 is 2; give whole numbers from 0 to 1");
}

TEST_CASE("Sizes that do not fit are refused") {
  const std::string remedy = "; give whole rows, as many of inputs as of targets, and at least two";
  CHECK(error_of(Task::binary, {1, 2, 3}, 2, {0}) == "has 3 inputs and 1 targets for 2 and 1 columns" + remedy);
  CHECK(error_of(Task::binary, {1, 2, 3, 4}, 2, {0, 1, 1}) ==
        "has 4 inputs and 3 targets for 2 and 1 columns" + remedy);
  CHECK(error_of(Task::multilabel, {1, 2}, 1, {0, 1, 1}, 2) ==
        "has 2 inputs and 3 targets for 1 and 2 columns" + remedy);
  CHECK(error_of(Task::binary, {1, 2}, 2, {0}) == "has 2 inputs and 1 targets for 2 and 1 columns" + remedy);
  CHECK(error_of(Task::binary, {}, 2, {}) == "has 0 inputs and 0 targets for 2 and 1 columns" + remedy);
  CHECK(error_of(Task::binary, {}, 0, {}) == "has no columns; give at least one input and one target");
  CHECK(error_of(Task::regression, {1, 2}, 1, {}, 0) == "has no columns; give at least one input and one target");
}

TEST_CASE("Classes in several columns are refused") {
  for (const Task task : {Task::binary, Task::multiclass}) {
    CHECK(error_of(task, {1, 2}, 1, {0, 1, 1, 0}, 2) == "has several targets; take the task multilabel");
  }
}

TEST_CASE("A number that is not finite is told by its row and column") {
  CHECK(error_of(Task::binary, {1, 2, 3, not_a_number}, 2, {0, 1}) == "input 2 of row 1 is nan; leave the row out");
  CHECK(error_of(Task::binary, {infinity, 2, 3, 4}, 2, {0, 1}) == "input 1 of row 0 is inf; leave the row out");
  CHECK(error_of(Task::regression, {1, 2}, 1, {0, 1, -infinity, 2}, 2) ==
        "target 1 of row 1 is -inf; leave the row out");
  CHECK(error_of(Task::multiclass, {1, 2}, 1, {0, not_a_number}) == "target 1 of row 1 is nan; leave the row out");
}

TEST_CASE("Targets that are no class of the task are refused") {
  CHECK(error_of(Task::binary, {1, 2}, 1, {0, 0.5}) == "target 1 of row 1 is 0.5; give whole numbers from 0 to 1");
  CHECK(error_of(Task::binary, {1, 2}, 1, {-1, 1}) == "target 1 of row 0 is -1; give whole numbers from 0 to 1");
  CHECK(error_of(Task::multiclass, {1, 2}, 1, {0, 2}, 1, {"a", "b"}) ==
        "target 1 of row 1 is 2; give whole numbers from 0 to 1");
  CHECK(error_of(Task::binary, {1, 2}, 1, {0, 2}) ==
        "has 3 classes under the task binary; name two classes, or more under multiclass");
  CHECK(error_of(Task::binary, {1, 2}, 1, {0, 1}, 1, {"a", "b", "c"}) ==
        "has 3 classes under the task binary; name two classes, or more under multiclass");
  CHECK(error_of(Task::multiclass, {1, 2}, 1, {0, 0}, 1, {"a"}) ==
        "has 1 classes under the task multiclass; name two classes, or more under multiclass");
  CHECK(error_of(Task::multiclass, {1, 2}, 1, {0, 1e300}).starts_with("target 1 of row 1 is 1e+300; "));
}

TEST_CASE("The identity is the same for the same data, and another for any other bit, class or shape") {
  const auto identity = [](Task task, const Values& inputs, std::size_t features, const Values& targets,
                           std::size_t columns = 1, const Names& classes = {}) {
    return make_dataset(task, inputs, features, targets, columns, classes).sha256;
  };
  const Values inputs{1, 2, 3, 4};
  CHECK(identity(Task::binary, inputs, 2, {0, 1}) == identity(Task::binary, inputs, 2, {0, 1}));
  CHECK(identity(Task::binary, inputs, 2, {0, 1}) == identity(Task::binary, inputs, 2, {0, 1}, 1, {"0", "1"}));
  std::set<std::string> different{
      identity(Task::binary, inputs, 2, {0, 1}),
      identity(Task::binary, inputs, 2, {1, 0}),
      identity(Task::binary, {std::nextafter(1, 2), 2, 3, 4}, 2, {0, 1}),
      identity(Task::binary, {1, 2, 3, std::nextafter(4, 5)}, 2, {0, 1}),
      identity(Task::binary, {2, 1, 3, 4}, 2, {0, 1}),
      identity(Task::binary, inputs, 2, {0, 1}, 1, {"no", "yes"}),
      identity(Task::binary, inputs, 2, {0, 1}, 1, {"yes", "no"}),
      identity(Task::multiclass, inputs, 2, {0, 1}),
      identity(Task::multiclass, inputs, 2, {0, 1}, 1, {"0", "1", "2"}),
      identity(Task::regression, inputs, 2, {0, 1}),
      identity(Task::multilabel, inputs, 2, {0, 1}),
      identity(Task::regression, inputs, 2, {0, std::nextafter(1, 2)}),
  };
  CHECK(different.size() == 12);
  CHECK(identity(Task::binary, {0.0, 1}, 1, {0, 1}) != identity(Task::binary, {-0.0, 1}, 1, {0, 1}));
  CHECK(identity(Task::regression, inputs, 2, {5, 6, 7, 8}, 2) != identity(Task::regression, inputs, 1, {5, 6, 7, 8}));
  // Six numbers in a row: where inputs end and targets begin belongs to the identity.
  CHECK(identity(Task::regression, {1, 2, 3, 4}, 2, {5, 6}) != identity(Task::regression, {1, 2}, 1, {3, 4, 5, 6}, 2));
}

TEST_CASE("Classes whose names differ in where a line ends have another identity") {
  const auto identity = [](const Names& classes) {
    return make_dataset(Task::multiclass, {1, 2}, 1, {0, 1}, 1, classes).sha256;
  };
  CHECK(identity({"a\nb", "c"}) != identity({"a", "b\nc"}));
}
