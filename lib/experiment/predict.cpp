#include "experiment/predict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "actlab/error.hpp"
#include "data/csv.hpp"
#include "data/features.hpp"
#include "data/idx.hpp"
#include "plan/dataset_kind.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"

namespace actlab {
namespace {

// How one input is made of a row's fields.
struct InputSource {
  std::size_t column = 0;
  std::size_t second_column = 0;  // of a formula
  std::string category;           // of a one-hot input
  const FeatureFormula* formula = nullptr;
};

class InputReader {
 public:
  InputReader(const Model& model, const std::filesystem::path& path) : model_(model), path_(path) {}

  std::vector<double> read() {
    read_csv(path_, [&](const CsvRow& row) {
      if (sources_.empty()) {
        const bool has_number = std::ranges::any_of(
            row.fields, [](const std::string& field) { return text::parse_number(field).has_value(); });
        header_ = has_number ? names_by_order(row.fields.size()) : row.fields;
        for (const std::string& feature : model_.features) sources_.push_back(source_of(feature));
        if (!has_number) return;
      }
      for (const InputSource& source : sources_) inputs_.push_back(value(source, row));
    });
    if (inputs_.empty()) throw Error(ErrorKind::bad_data, path_.string(), "has no rows", "give one row per sample");
    return std::move(inputs_);
  }

 private:
  // The columns of training: features without their categories, in order.
  [[nodiscard]] std::vector<std::string> names_by_order(std::size_t count) const {
    std::vector<std::string> names = model_.plane;
    for (const std::string& feature : model_.features) {
      const std::string name = feature.substr(0, feature.find('='));
      if (model_.plane.empty() && std::ranges::count(names, name) == 0) names.push_back(name);
    }
    if (count < names.size()) {
      throw Error(ErrorKind::bad_data, path_.string(),
                  fmt::format("has {} columns and no header, and the model reads {}", count, names.size()),
                  "give the columns " + text::enumeration_of_some(names, 12));
    }
    return names;
  }

  [[nodiscard]] std::size_t find(std::string_view name) const {
    return static_cast<std::size_t>(std::ranges::find(header_, name) - header_.begin());
  }

  [[nodiscard]] InputSource source_of(const std::string& feature) const {
    InputSource source;
    source.column = find(feature);
    if (source.column < header_.size()) return source;
    for (std::size_t equals = feature.find('='); equals != std::string::npos; equals = feature.find('=', equals + 1)) {
      source.column = find(feature.substr(0, equals));
      source.category = feature.substr(equals + 1);
      if (source.column < header_.size()) return source;
    }
    const auto formula = std::ranges::find(feature_formulas(), feature, &FeatureFormula::name);
    if (!model_.plane.empty() && formula != feature_formulas().end()) {
      source = {find(model_.plane[0]), find(model_.plane[1]), {}, &*formula};
      if (source.column < header_.size() && source.second_column < header_.size()) return source;
    }
    throw Error(ErrorKind::bad_data, path_.string(), "has no column " + text::quoted(feature),
                "the model was trained with " + text::enumeration_of_some(model_.features, 12));
  }

  [[nodiscard]] double number(std::size_t column, const CsvRow& row) const {
    const auto parsed = text::parse_number(row.fields[column]);
    if (parsed && std::isfinite(*parsed)) return *parsed;
    throw Error(ErrorKind::bad_data, csv_place(path_, row.line, column + 1),
                text::quoted(row.fields[column]) + " is not a number (column " + text::quoted(header_[column]) + ")",
                "correct or drop the row");
  }

  [[nodiscard]] double value(const InputSource& source, const CsvRow& row) const {
    if (source.formula != nullptr) {
      return source.formula->value(number(source.column, row), number(source.second_column, row));
    }
    if (source.category.empty()) return number(source.column, row);
    const std::string& field = row.fields[source.column];
    const std::string one_hot = header_[source.column] + "=" + field;
    if (std::ranges::count(model_.features, one_hot) == 0) {
      throw Error(ErrorKind::bad_data, csv_place(path_, row.line, source.column + 1),
                  "training had no category " + text::quoted(field), "drop the row");
    }
    return field == source.category ? 1.0 : 0.0;
  }

  const Model& model_;
  const std::filesystem::path& path_;
  std::vector<std::string> header_;
  std::vector<InputSource> sources_;
  std::vector<double> inputs_;
};

// Images have a place for each input and no names.
std::vector<double> read_pixels(const Model& model, const std::filesystem::path& path) {
  const InputTable pixels = read_idx_pixels(path);
  if (pixels.columns() == model.features.size()) return pixels.values();
  throw Error(
      ErrorKind::bad_data, path.string(),
      fmt::format("has images of {} pixels, and the model reads {} inputs", pixels.columns(), model.features.size()),
      "give images as the model was trained with");
}

}  // namespace

std::vector<double> read_inputs(const Model& model, const std::string& data) {
  const std::filesystem::path path = data_file(data);
  return is_idx_images(path) ? read_pixels(model, path) : InputReader(model, path).read();
}

}  // namespace actlab
