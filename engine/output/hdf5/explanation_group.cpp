#include "output/hdf5/explanation_group.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/scales.hpp"

namespace parley::hdf5 {

void write_explanations(hid_t file, std::vector<Explained> const& what_ifs)
{
    std::vector<std::string> names;
    std::vector<std::string> texts;
    std::vector<std::string> facts;
    for (Explained const& of : what_ifs) {
        names.push_back(of.what_if);
        texts.push_back(of.text);
        facts.push_back(of.facts);
    }
    Group const group{H5Gcreate2(file, "explanations", H5P_DEFAULT,
                                 ordered_properties(H5P_GROUP_CREATE).id(), H5P_DEFAULT),
                      "creating group", "explanations"};
    DimensionScales scales;
    auto const axis = write_texts(group.id(), "what_if", names);
    scales.add("what_if", axis.id());
    scales.attach(write_texts(group.id(), "text", texts).id(), {"what_if"});
    scales.attach(write_texts(group.id(), "facts", facts).id(), {"what_if"});
    scales.finish();
}

}  // namespace parley::hdf5
