#include "actlab/model.hpp"
#include "fuzz/input.hpp"
#include "fuzz/targets.hpp"

namespace actlab::fuzz {

// A model that loads can predict, and is the same after it was saved.
void read_any_model(std::string_view bytes) {
  const auto path = file_of(bytes, "model.json");
  accepted([&] {
    const Model model = load_model(path);
    const auto outputs = model.predict(std::vector<double>(2 * model.features.size(), 0.5));
    require(outputs.size() == model.replicates.size(), "every network answers");
    require(outputs.front().size() == 2 * model.outputs(), "every row has every output");
    const auto saved = file_of("", "saved.json");
    model.save(saved);
    const std::string text = test::read_file(saved);
    load_model(saved).save(saved);
    require(test::read_file(saved) == text, "saving keeps the text");
  });
}

}  // namespace actlab::fuzz
